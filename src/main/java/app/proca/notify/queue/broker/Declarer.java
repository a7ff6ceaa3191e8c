package app.proca.notify.queue.broker;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import com.rabbitmq.client.Connection;

import app.proca.notify.outbox.Outcome;
import app.proca.notify.queue.topology.Topology;
import io.smallrye.mutiny.Uni;

/** Declares topologies on one thread and one channel, in the order of the calls. */
final class Declarer {

    private final ExecutorService thread = Executors.newSingleThreadExecutor(Threads.named("broker-topology"));
    private final Supplier<Optional<Connection>> connection;
    private final AcceptedQueues accepted;
    private @Nullable TopologyChannel channel;

    Declarer(Supplier<Optional<Connection>> connection, AcceptedQueues accepted) {
        this.connection = connection;
        this.accepted = accepted;
    }

    Uni<Outcome> declare(Topology topology) {
        return Uni.createFrom().<Outcome>emitter(outcome -> thread.execute(() -> outcome.complete(declared(topology))))
                .onFailure().recoverWithItem(stopped -> new Outcome.Unavailable("the service stops"));
    }

    void stop() {
        thread.shutdown();
    }

    private Outcome declared(Topology topology) {
        return connection.get().map(open -> declared(topology, open))
                .orElseGet(() -> new Outcome.Unavailable("the broker is away, or takes no messages"));
    }

    private Outcome declared(Topology topology, Connection open) {
        TopologyChannel current = channel;
        if (current == null || !current.belongsTo(open)) {
            current = new TopologyChannel(open, accepted);
            channel = current;
        }
        try {
            current.declare(topology);
            return new Outcome.Delivered();
        } catch (IOException | RuntimeException refused) {
            current.drop();
            return open.isOpen() ? new Outcome.Failed("the broker refused the topology: " + reason(refused))
                    : new Outcome.Unavailable("the connection was lost");
        }
    }

    private static String reason(Exception refused) {
        Throwable cause = refused.getCause() == null ? refused : refused.getCause();
        return String.valueOf(cause.getMessage());
    }
}
