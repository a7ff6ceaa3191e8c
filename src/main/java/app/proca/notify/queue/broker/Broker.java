package app.proca.notify.queue.broker;

import java.io.IOException;
import java.net.Socket;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.SocketConfigurators;

import app.proca.notify.outbox.Outcome;
import app.proca.notify.queue.topology.Topology;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;

/**
 * The connection to RabbitMQ that is published on: a channel for that, some apart for topology. Lost, it comes
 * back by itself, with growing delays; whoever must act then observes {@link BrokerConnected}. While it is away everything
 * is answered at once with {@link Outcome.Unavailable}. Answers come on threads of the broker's: see {@link CallerContext}.
 */
@ApplicationScoped
public class Broker {

    private static final Logger LOG = Logger.getLogger(Broker.class);
    private static final long FIRST_DELAY_MS = 200;
    private static final int ABORT_LIMIT_MS = 1_000;
    private static final int CONNECT_LIMIT_MS = 5_000;
    private static final int HEARTBEAT_S = 10;

    private final BrokerSettings settings;
    private final Event<BrokerConnected> connected;
    private final Cork cork = new Cork();
    private final Publisher publisher;
    private final List<Declarer> declarers;
    private final ScheduledExecutorService connecting =
            Executors.newSingleThreadScheduledExecutor(Threads.named("broker-connect"));
    private final ScheduledExecutorService watching = Executors.newSingleThreadScheduledExecutor(Threads.named("broker-watch"));
    private final BrokerAlarm alarm = new BrokerAlarm();
    private volatile @Nullable Connection connection;
    private volatile @Nullable Socket socket;
    private volatile boolean stopping;

    Broker(BrokerSettings settings, Event<BrokerConnected> connected, Event<ExchangeMissing> missing) {
        this.settings = settings;
        this.connected = connected;
        this.publisher = new Publisher(this::usableConnection, cork, missing::fire);
        AcceptedQueues accepted = new AcceptedQueues();
        this.declarers = IntStream.range(0, Math.max(1, settings.declareAtOnce()))
                .mapToObj(number -> new Declarer(this::usableConnection, accepted)).toList();
    }

    /** A broker that is away does not keep the service from starting: notifications wait. */
    void start(@Observes StartupEvent started) {
        ConnectionFactory factory = factory(settings);
        if (!factory.isSSL()) {
            // it would win over TLS
            factory.setSocketFactory(cork);
        }
        factory.setSocketConfigurator(SocketConfigurators.defaultConfigurator().andThen(opened -> socket = opened));
        connecting.execute(() -> connect(factory, FIRST_DELAY_MS));
        var unused = watching.scheduleWithFixedDelay(this::dropSilentConnection, 1, 1, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent shutdown) {
        stopping = true;
        connecting.shutdownNow();
        publisher.stop();
        declarers.forEach(Declarer::stop);
        openConnection().ifPresent(this::close);
        watching.shutdownNow();
    }

    /** True while there is a connection. */
    public boolean isConnected() {
        return openConnection().isPresent();
    }

    /** True while there is a connection, and the broker has no alarm for memory or disk. */
    public boolean takesMessages() {
        return usableConnection().isPresent();
    }

    /** How many messages were sent to it that it did not confirm, refuse or return yet. */
    public int unanswered() {
        return publisher.unanswered();
    }

    /** Publishes, in the order of the calls; the outcome comes with the broker's confirm. Never fails, never hangs. */
    public Uni<Outcome> publish(Publication publication) {
        return publishAll(List.of(publication)).map(outcomes -> outcomes.get(0));
    }

    /** As {@link #publish}, in the order of the list, with nothing between; the outcomes, in the same order, come with the last confirm. */
    public Uni<List<Outcome>> publishAll(List<Publication> publications) {
        return publisher.publish(publications);
    }

    /** Makes an org's topology stand; harmless where it already does. Of one org, in the order of the calls. */
    public Uni<Outcome> declare(long orgId, Topology topology) {
        return declarers.get((int) Math.floorMod(orgId, (long) declarers.size())).declare(topology);
    }

    private Optional<Connection> openConnection() {
        return Optional.ofNullable(connection).filter(Connection::isOpen);
    }

    private Optional<Connection> usableConnection() {
        return openConnection().filter(open -> !alarm.isOn());
    }

    private void connect(ConnectionFactory factory, long delay) {
        try {
            Connection opened = factory.newConnection("proca-notify");
            opened.addShutdownListener(lost -> {
                if (!stopping) {
                    LOG.warnf("The connection to the broker was lost: %s", lost.getMessage());
                    connectIn(factory, FIRST_DELAY_MS);
                }
            });
            alarm.watch(opened);
            connection = opened;
            LOG.info("Connected to the broker");
            connected.fire(new BrokerConnected());
        } catch (IOException | TimeoutException away) {
            LOG.warnf("No broker at the address of AMQP_URL, next attempt in about %d ms: %s", delay, away.toString());
            connectIn(factory, delay);
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "The connection to the broker is dropped: an observer failed");
            openConnection().ifPresentOrElse(open -> open.abort(ABORT_LIMIT_MS), () -> connectIn(factory, delay));
        }
    }

    private void connectIn(ConnectionFactory factory, long delay) {
        long next = Math.min(delay * 2, settings.longestReconnect().toMillis());
        long spread = delay / 2 + ThreadLocalRandom.current().nextLong(delay);
        if (!stopping) {
            var unused = connecting.schedule(() -> connect(factory, next), spread, TimeUnit.MILLISECONDS);
        }
    }

    /** A broker that takes messages and never answers is as good as away. */
    private void dropSilentConnection() {
        long limit = settings.confirmLimit().toNanos();
        if (alarm.isOffFor(limit) && publisher.overdue(limit)) {
            LOG.warnf("No confirm within %d ms: the connection is dropped", settings.confirmLimit().toMillis());
            drop();
        }
    }

    /** Says good-bye, but not for long. */
    private void close(Connection open) {
        Future<?> patience = watching.schedule(this::drop, ABORT_LIMIT_MS, TimeUnit.MILLISECONDS);
        open.abort(ABORT_LIMIT_MS);
        patience.cancel(false);
    }

    /**
     * Without a good-bye: to a broker that reads nothing it would wait, behind the message that is being sent, for ever. The
     * connection's own thread finds the socket closed, and the listener connects again.
     */
    private void drop() {
        Socket current = socket;
        if (current != null) {
            try {
                current.close();
            } catch (IOException failure) {
                LOG.warnf("The socket to the broker could not be closed: %s", failure.toString());
            }
        }
    }

    /** @throws IllegalArgumentException where the address is none */
    static ConnectionFactory factory(BrokerSettings settings) {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(settings.url());
        } catch (URISyntaxException | GeneralSecurityException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "AMQP_URL must look like amqp://user:password@host:5672/vhost or amqps://…, with special characters percent-encoded");
        }
        if (factory.isSSL()) {
            // as it comes, the client would trust any certificate
            factory.useSslProtocol(Certificates.of(settings));
            factory.enableHostnameVerification();
        }
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout(CONNECT_LIMIT_MS);
        factory.setChannelRpcTimeout(Math.toIntExact(settings.confirmLimit().toMillis()));
        factory.setRequestedHeartbeat(HEARTBEAT_S);
        return factory;
    }
}
