package app.proca.notify.queue.broker;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;

import app.proca.notify.queue.topology.QueueName;
import app.proca.notify.queue.topology.Topology;

/**
 * Declares topologies. A queue that already stands is taken as it is, whatever its arguments: the broker refuses to
 * redeclare it and closes the channel, so a new one is opened. Used by one thread.
 */
final class TopologyChannel {

    private static final Logger LOG = Logger.getLogger(TopologyChannel.class);

    private final Connection connection;
    private final Set<QueueName> accepted = new HashSet<>();
    private @Nullable Channel channel;
    private boolean warned;

    TopologyChannel(Connection connection) {
        this.connection = connection;
    }

    boolean belongsTo(Connection other) {
        return connection == other;
    }

    void declare(Topology topology) throws IOException {
        for (Topology.Exchange exchange : topology.exchanges()) {
            open().exchangeDeclare(exchange.name().value(), exchange.type(), true);
        }
        for (Topology.Queue queue : topology.queues()) {
            declare(queue);
        }
        for (Topology.Binding binding : topology.bindings()) {
            open().queueBind(binding.to().value(), binding.from().value(), binding.key());
        }
        for (Topology.Binding binding : topology.unbound()) {
            open().queueUnbind(binding.to().value(), binding.from().value(), binding.key());
        }
    }

    private void declare(Topology.Queue queue) throws IOException {
        if (accepted.contains(queue.name())) {
            return;
        }
        try {
            open().queueDeclare(queue.name().value(), true, false, false, queue.arguments());
        } catch (IOException refused) {
            if (!standsWithOtherArguments(refused)) {
                throw refused;
            }
            accepted.add(queue.name());
            warn(queue.name());
        }
    }

    private Channel open() throws IOException {
        Channel current = channel;
        if (current == null || !current.isOpen()) {
            current = connection.createChannel();
            channel = current;
        }
        return current;
    }

    private void warn(QueueName queue) {
        if (!warned) {
            warned = true;
            LOG.warnf("The queue %s stands with other arguments and is used as it is. Where org.N.fail has no x-message-ttl, "
                    + "rejected messages come back only with a policy: rabbitmqctl set_policy --apply-to queues proca-retry "
                    + "'^org\\.[0-9]+\\.fail$' '{\"message-ttl\":30000}'", queue);
        }
    }

    private static boolean standsWithOtherArguments(IOException refused) {
        return refused.getCause() instanceof ShutdownSignalException closed
                && closed.getReason() instanceof AMQP.Channel.Close reason
                && reason.getReplyCode() == AMQP.PRECONDITION_FAILED;
    }
}
