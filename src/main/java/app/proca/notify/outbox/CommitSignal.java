package app.proca.notify.outbox;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;

/**
 * Wakes whoever waits for committed notifications: the relay and the log tail of this instance directly, the log tails of
 * the others by PostgreSQL's NOTIFY. A signal that gets lost costs one poll interval, no notification.
 */
@ApplicationScoped
class CommitSignal {

    private static final Logger LOG = Logger.getLogger(CommitSignal.class);
    private static final String CHANNEL = "proca_notify_log";
    private static final long LONGEST_RECONNECT_MS = 5_000;
    private static final int DOUBLINGS = 6;

    private final Relay relay;
    private final LogTail tail;
    private final Pool pool;
    private final PgSubscriber subscriber;
    private final AtomicInteger announcements = new AtomicInteger();

    CommitSignal(Relay relay, LogTail tail, Pool pool, Vertx vertx,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.relay = relay;
        this.tail = tail;
        this.pool = pool;
        this.subscriber = PgSubscriber.subscriber(vertx,
                PgConnectOptions.fromUri(url.replaceFirst("^vertx-reactive:", "")).setUser(user).setPassword(password));
    }

    void listen(@Observes StartupEvent started) {
        subscriber.reconnectPolicy(tries -> Math.min(100L << Math.min(tries, DOUBLINGS), LONGEST_RECONNECT_MS));
        subscriber.channel(CHANNEL).handler(payload -> tail.wake());
        subscriber.connect().onFailure(failure -> LOG.warnf(
                "No LISTEN connection to the database, other instances are heard by polling only: %s", failure.toString()));
    }

    void stop(@Observes ShutdownEvent stopping) {
        subscriber.close();
    }

    /** Called after the commit, on the event loop: quick, and without a failure of its own. */
    void committed(List<NewNotification> notifications) {
        notifications.stream().filter(notification -> notification.channel().relayed())
                .mapToInt(notification -> Shards.of(notification.channel(), notification.orgId())).distinct()
                .forEach(relay::wake);
        if (notifications.stream().anyMatch(notification -> !notification.channel().relayed())) {
            tail.wake();
            announce();
        }
    }

    /** One NOTIFY at a time is on its way: those that are asked for meanwhile become one. */
    private void announce() {
        if (announcements.getAndIncrement() == 0) {
            pool.query("notify " + CHANNEL).execute()
                    .subscribe().with(sent -> announceAgainIfAsked(),
                            failure -> announcements.set(0));
        }
    }

    private void announceAgainIfAsked() {
        if (announcements.getAndSet(0) > 1) {
            announce();
        }
    }
}
