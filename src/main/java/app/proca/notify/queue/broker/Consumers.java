package app.proca.notify.queue.broker;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;

/** Consumes queues, each on a channel of its own, so that an error on one closes no other. */
@ApplicationScoped
public class Consumers {

    /** Opening a channel waits for the broker; several do at once, and none keeps acknowledgements waiting for long. */
    private static final int THREADS = 4;

    private final ConsumingConnections connections;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS, Threads.named("broker-consume"));

    Consumers(BrokerSettings settings) {
        this.connections = new ConsumingConnections(Broker.factory(settings));
    }

    /**
     * Consumes a queue from now on, and again whenever the channel or the connection was lost, until the consumption is
     * ended. A queue that is not there is tried again with growing delays.
     *
     * @param prefetch most messages that are worked on at a time
     * @param work called on a thread of the client's, which it must not block; the message is acknowledged or rejected after
     *        the answer. One that fails is rejected.
     */
    public Consumption consume(String queue, int prefetch, Function<Arrival, Uni<Verdict>> work) {
        Consumption consumption = new Consumption(this, queue, prefetch, work);
        run(consumption::open);
        return consumption;
    }

    void stop(@Observes ShutdownEvent shutdown) {
        threads.shutdownNow();
        connections.close();
    }

    ConsumingConnections connections() {
        return connections;
    }

    /** Runs what blocks; nothing at all while the service stops: closed connections give back what they hold. */
    void run(Runnable work) {
        in(Duration.ZERO, work);
    }

    void in(Duration delay, Runnable work) {
        try {
            // the work handles its failures itself
            var unused = threads.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            return;
        }
    }
}
