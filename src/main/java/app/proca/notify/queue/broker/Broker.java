package app.proca.notify.queue.broker;

import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;

import app.proca.notify.outbox.Outcome;
import app.proca.notify.queue.topology.Topology;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * The one connection to RabbitMQ: a channel for publishing, one apart for topology. Lost, it comes back by itself, with
 * growing delays; whoever must act then observes {@link BrokerConnected}. While it is away everything is answered at once
 * with {@link Outcome.Unavailable}.
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
    private final ScheduledExecutorService publishing = Executors.newSingleThreadScheduledExecutor(named("broker-publish"));
    private final ScheduledExecutorService declaring = Executors.newSingleThreadScheduledExecutor(named("broker-topology"));
    private final ScheduledExecutorService connecting = Executors.newSingleThreadScheduledExecutor(named("broker-connect"));
    private volatile @Nullable Connection connection;
    private volatile boolean stopping;
    private volatile @Nullable PublishingChannel channel;
    private @Nullable TopologyChannel topologies;

    Broker(BrokerSettings settings, Event<BrokerConnected> connected) {
        this.settings = settings;
        this.connected = connected;
    }

    /** A broker that is away does not keep the service from starting: notifications wait. */
    void start(@Observes StartupEvent started) {
        ConnectionFactory factory = factory();
        connecting.execute(() -> connect(factory, FIRST_DELAY_MS));
        connecting.scheduleWithFixedDelay(this::dropSilentConnection, 1, 1, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent shutdown) {
        stopping = true;
        connecting.shutdownNow();
        publishing.shutdown();
        declaring.shutdown();
        Connection open = connection;
        if (open != null) {
            open.abort(ABORT_LIMIT_MS);
        }
    }

    /** True while messages can be sent. */
    public boolean isConnected() {
        Connection open = connection;
        return open != null && open.isOpen();
    }

    /** Publishes, in the order of the calls; the outcome comes with the broker's confirm. Never fails, never hangs. */
    public Uni<Outcome> publish(Publication publication) {
        return Uni.createFrom().emitter(outcome -> publishing.execute(() -> publish(publication, outcome)));
    }

    /** Makes the topology stand; harmless where it already does. */
    public Uni<Outcome> declare(Topology topology) {
        return Uni.createFrom().emitter(outcome -> declaring.execute(() -> outcome.complete(declared(topology))));
    }

    private void publish(Publication publication, UniEmitter<? super Outcome> outcome) {
        Optional<PublishingChannel> open = publishingChannel();
        if (open.isPresent()) {
            open.get().publish(publication, outcome);
        } else {
            outcome.complete(new Outcome.Unavailable("no connection to the broker"));
        }
    }

    private Optional<PublishingChannel> publishingChannel() {
        Connection open = connection;
        PublishingChannel current = channel;
        if (open == null || !open.isOpen()) {
            return Optional.empty();
        }
        if (current == null || !current.isOpen()) {
            try {
                current = PublishingChannel.open(open);
                channel = current;
            } catch (IOException | AlreadyClosedException away) {
                return Optional.empty();
            }
        }
        return Optional.of(current);
    }

    private Outcome declared(Topology topology) {
        Connection open = connection;
        if (open == null || !open.isOpen()) {
            return new Outcome.Unavailable("no connection to the broker");
        }
        if (topologies == null || !topologies.belongsTo(open)) {
            topologies = new TopologyChannel(open);
        }
        try {
            topologies.declare(topology);
            return new Outcome.Delivered();
        } catch (IOException | AlreadyClosedException refused) {
            return open.isOpen() ? new Outcome.Failed("the broker refused the topology: " + reason(refused))
                    : new Outcome.Unavailable("the connection was lost");
        }
    }

    private static String reason(Exception refused) {
        Throwable cause = refused.getCause() == null ? refused : refused.getCause();
        return String.valueOf(cause.getMessage());
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
            connection = opened;
            LOG.info("Connected to the broker");
            connected.fire(new BrokerConnected());
        } catch (IOException | TimeoutException away) {
            LOG.warnf("No broker at the address of AMQP_URL, next attempt in %d ms: %s", delay, away.toString());
            connectIn(factory, delay);
        }
    }

    private void connectIn(ConnectionFactory factory, long delay) {
        long next = Math.min(delay * 2, settings.longestReconnect().toMillis());
        long spread = delay / 2 + ThreadLocalRandom.current().nextLong(delay);
        if (!stopping) {
            connecting.schedule(() -> connect(factory, next), spread, TimeUnit.MILLISECONDS);
        }
    }

    /** A broker that takes messages and never answers is as good as away. */
    private void dropSilentConnection() {
        Connection open = connection;
        PublishingChannel current = channel;
        if (open != null && current != null && current.overdue(settings.confirmLimit().toNanos())) {
            LOG.warnf("No confirm within %d ms: the connection is dropped", settings.confirmLimit().toMillis());
            open.abort(ABORT_LIMIT_MS);
            // closing by ourselves calls the listener as well, which connects again
        }
    }

    private ConnectionFactory factory() {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(settings.url());
        } catch (URISyntaxException | GeneralSecurityException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "AMQP_URL must look like amqp://user:password@host:5672/vhost or amqps://…, with special characters percent-encoded");
        }
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout(CONNECT_LIMIT_MS);
        factory.setRequestedHeartbeat(HEARTBEAT_S);
        return factory;
    }

    private static java.util.concurrent.ThreadFactory named(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
