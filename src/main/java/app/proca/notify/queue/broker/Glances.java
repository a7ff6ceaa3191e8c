package app.proca.notify.queue.broker;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;

import app.proca.notify.queue.topology.QueueName;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;

/** Looks at queues, one after the other, on a connection that is there meanwhile. */
@ApplicationScoped
public class Glances {

    private static final int ABORT_LIMIT_MS = 1_000;

    /** @param ready messages that nobody has in hand */
    public record Glance(int ready, int consumers) {}

    private interface Look<T> {

        T at(Connection connection) throws IOException;
    }

    private final ConnectionFactory factory;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(Threads.named("broker-look"));

    Glances(BrokerSettings settings) {
        this.factory = Broker.factory(settings);
    }

    void stop(@Observes ShutdownEvent shutdown) {
        thread.shutdownNow();
    }

    /** Without the queues that are not there. Fails while the broker is away. */
    public Uni<Map<QueueName, Glance>> at(Collection<QueueName> queues) {
        return queues.isEmpty() ? Uni.createFrom().item(Map.of()) : look(connection -> {
            Map<QueueName, Glance> glances = new HashMap<>();
            for (QueueName queue : queues) {
                glance(connection, queue).ifPresent(glance -> glances.put(queue, glance));
            }
            return glances;
        });
    }

    /**
     * When the message at the head of a queue was sent. It goes back to its place, marked as delivered before. Empty where
     * there is none, or it does not say. Fails while the broker is away, or has no such queue.
     */
    public Uni<Optional<Instant>> oldest(QueueName queue) {
        return look(connection -> {
            Channel channel = channel(connection);
            GetResponse head = channel.basicGet(queue.value(), false);
            if (head == null) {
                return Optional.empty();
            }
            channel.basicReject(head.getEnvelope().getDeliveryTag(), true);
            return Optional.ofNullable(head.getProps().getTimestamp()).map(Date::toInstant);
        });
    }

    private <T> Uni<T> look(Look<T> look) {
        return Uni.createFrom().deferred(() -> Uni.createFrom().item(() -> looked(look))
                .runSubscriptionOn(thread)
                .emitOn(CallerContext.current()));
    }

    private <T> T looked(Look<T> look) {
        try {
            Connection connection = factory.newConnection("proca-notify glances");
            try {
                return look.at(connection);
            } finally {
                connection.abort(ABORT_LIMIT_MS);
            }
        } catch (IOException | TimeoutException | ShutdownSignalException away) {
            throw new IllegalStateException("the queues cannot be looked at: " + away, away);
        }
    }

    /** The broker closes the channel over a queue that is not there. */
    private static Optional<Glance> glance(Connection connection, QueueName queue) throws IOException {
        Channel channel = channel(connection);
        try {
            AMQP.Queue.DeclareOk queued = channel.queueDeclarePassive(queue.value());
            channel.abort();
            return Optional.of(new Glance(queued.getMessageCount(), queued.getConsumerCount()));
        } catch (IOException | ShutdownSignalException refused) {
            if (connection.isOpen()) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private static Channel channel(Connection connection) throws IOException {
        return connection.openChannel().orElseThrow(() -> new IOException("the connection has no channel left"));
    }
}
