package app.proca.notify.outbox;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;

/** What instances tell each other by PostgreSQL's NOTIFY, over one connection each. A signal may get lost. */
@ApplicationScoped
class DatabaseSignals {

    private static final Logger LOG = Logger.getLogger(DatabaseSignals.class);
    private static final long LONGEST_RECONNECT_MS = 5_000;
    private static final int DOUBLINGS = 6;

    private final Pool pool;
    private final PgSubscriber subscriber;

    DatabaseSignals(Pool pool, Vertx vertx, @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password,
            @ConfigProperty(name = "quarkus.datasource.reactive.trust-certificate-pem.certs") Optional<List<String>> trusted,
            @ConfigProperty(name = "quarkus.datasource.reactive.hostname-verification-algorithm", defaultValue = "NONE") String hostNames) {
        this.pool = pool;
        PgConnectOptions options =
                PgConnectOptions.fromUri(url.replaceFirst("^vertx-reactive:", "")).setUser(user).setPassword(password);
        trusted.ifPresent(files -> {
            PemTrustOptions trust = new PemTrustOptions();
            files.forEach(trust::addCertPath);
            options.setPemTrustOptions(trust);
        });
        options.setHostnameVerificationAlgorithm(hostNames.equals("NONE") ? "" : hostNames);
        this.subscriber = PgSubscriber.subscriber(vertx, options);
    }

    void connect(@Observes StartupEvent started) {
        subscriber.reconnectPolicy(tries -> Math.min(100L << Math.min(tries, DOUBLINGS), LONGEST_RECONNECT_MS));
        subscriber.connect().onFailure(failure -> LOG.warnf(
                "No LISTEN connection to the database, other instances are heard by polling only: %s", failure.toString()));
    }

    void stop(@Observes ShutdownEvent stopping) {
        subscriber.close();
    }

    /** From now on; this instance's own signals, too. */
    void listen(String channel, Consumer<String> heard) {
        subscriber.channel(channel).handler(heard::accept);
    }

    /** @param payload less than 8,000 bytes */
    Uni<Void> tell(String channel, String payload) {
        return pool.preparedQuery("select pg_notify($1, $2)").execute(Tuple.of(channel, payload)).replaceWithVoid();
    }
}
