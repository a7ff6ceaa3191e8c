package app.proca.notify.queue.broker;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;

import app.proca.notify.queue.topology.Topology;

/**
 * Declares topologies, without waiting for an answer to each step. A queue that already stands with other arguments is
 * taken as it is: the broker closes the channel over it, and the topology is declared again step by step. Used by one
 * thread.
 */
final class TopologyChannel {

    private final Connection connection;
    private final AcceptedQueues accepted;
    private @Nullable Channel channel;

    TopologyChannel(Connection connection, AcceptedQueues accepted) {
        this.connection = connection;
        this.accepted = accepted;
    }

    boolean belongsTo(Connection other) {
        return connection == other;
    }

    void declare(Topology topology) throws IOException {
        if (accepted.any()) {
            stepByStep(topology);
            return;
        }
        try {
            atOnce(topology);
        } catch (IOException | ShutdownSignalException refused) {
            if (closing(refused).filter(accepted::takes).isEmpty()) {
                throw refused;
            }
            stepByStep(topology);
        }
    }

    private void atOnce(Topology topology) throws IOException {
        Channel open = open();
        for (Topology.Exchange exchange : topology.exchanges()) {
            open.exchangeDeclareNoWait(exchange.name().value(), exchange.type(), true, false, false, Map.of());
        }
        for (Topology.Queue queue : topology.queues()) {
            open.queueDeclareNoWait(queue.name().value(), true, false, false, queue.arguments());
        }
        bind(topology);
    }

    private void stepByStep(Topology topology) throws IOException {
        for (Topology.Exchange exchange : topology.exchanges()) {
            open().exchangeDeclare(exchange.name().value(), exchange.type(), true);
        }
        for (Topology.Queue queue : topology.queues()) {
            declare(queue);
        }
        bind(topology);
    }

    /** Ends with steps that are answered: when they are, so is everything before them. */
    private void bind(Topology topology) throws IOException {
        Channel open = open();
        for (Topology.Binding binding : topology.bindings()) {
            open.queueBindNoWait(binding.to().value(), binding.from().value(), binding.key(), Map.of());
        }
        for (Topology.Binding binding : topology.unbound()) {
            open.queueUnbind(binding.to().value(), binding.from().value(), binding.key());
        }
        open.queueDeclarePassive(topology.queues().get(0).name().value());
    }

    /** Looks first: where Proca's queues stand, most of them do, and asking for another kind costs the channel. */
    private void declare(Topology.Queue queue) throws IOException {
        try {
            open().queueDeclarePassive(queue.name().value());
        } catch (IOException | ShutdownSignalException absent) {
            if (closing(absent).filter(reason -> reason.getReplyCode() == AMQP.NOT_FOUND).isEmpty()) {
                throw absent;
            }
            open().queueDeclare(queue.name().value(), true, false, false, queue.arguments());
        }
    }

    /** Gives the channel up: what it waits for may never come. */
    void drop() {
        Channel current = channel;
        channel = null;
        if (current != null && current.isOpen()) {
            try {
                current.abort();
            } catch (IOException | RuntimeException gone) {
                // then it is closed, which is what was wanted
                return;
            }
        }
    }

    private Channel open() throws IOException {
        Channel current = channel;
        if (current == null || !current.isOpen()) {
            current = connection.openChannel().orElseThrow(() -> new IOException("the connection has no channel left"));
            channel = current;
        }
        return current;
    }

    private static Optional<AMQP.Channel.Close> closing(Exception refused) {
        Throwable cause = refused instanceof ShutdownSignalException ? refused : refused.getCause();
        return cause instanceof ShutdownSignalException closed && closed.getReason() instanceof AMQP.Channel.Close reason
                ? Optional.of(reason)
                : Optional.empty();
    }
}
