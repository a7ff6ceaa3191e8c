package app.proca.notify.queue.broker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;

/**
 * The connections that queues are consumed on: apart from the one for publishing, which a broker short of memory blocks, and
 * as many as it takes for a channel per queue. Used by the threads of {@link Consumers} only: it blocks.
 */
final class ConsumingConnections {

    private static final int CHANNELS_PER_CONNECTION = 1_000;
    private static final int ABORT_LIMIT_MS = 1_000;
    private static final long MOMENT_NS = 300_000_000;

    private final ConnectionFactory factory;
    private final List<Connection> connections = new ArrayList<>();
    private long refusedAt;
    private @Nullable String refusal;

    ConsumingConnections(ConnectionFactory factory) {
        this.factory = factory;
        factory.setRequestedChannelMax(CHANNELS_PER_CONNECTION);
    }

    /** @throws IOException while the broker is away */
    synchronized Channel channel() throws IOException {
        connections.removeIf(connection -> !connection.isOpen());
        for (Connection connection : connections) {
            Optional<Channel> channel = connection.openChannel();
            if (channel.isPresent()) {
                return channel.get();
            }
        }
        return connect().openChannel().orElseThrow(() -> new IOException("a new connection has no channel"));
    }

    /** Whoever is told that the broker is away within a moment of the last attempt does not make another one. */
    private Connection connect() throws IOException {
        if (refusal != null && System.nanoTime() - refusedAt < MOMENT_NS) {
            throw new IOException(refusal);
        }
        try {
            Connection connection = factory.newConnection("proca-notify workers");
            connections.add(connection);
            refusal = null;
            return connection;
        } catch (IOException | TimeoutException away) {
            refusedAt = System.nanoTime();
            refusal = "no broker at the address of AMQP_URL: " + away;
            throw new IOException(refusal, away);
        }
    }

    synchronized void close() {
        connections.parallelStream().forEach(connection -> connection.abort(ABORT_LIMIT_MS));
    }
}
