package app.proca.notify.queue.work;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the service's own queues are worked through. */
@ConfigMapping(prefix = "proca.workers")
public interface WorkSettings {

    /** Most messages of one queue that one instance works on at a time. */
    @WithDefault("10")
    int prefetch();

    /** How often a message may come back; where it fails once more it is parked. */
    @WithDefault("3")
    int retryLimit();

    /**
     * How often a message may come back of which nobody can say why it fails; where it fails once more it is parked. With
     * the usual delays a message that is alone comes back so often within a day.
     */
    @WithDefault("1000")
    int unexplainedLimit();

    /** How long the work of one message may take before it counts as failed. */
    @WithDefault("2m")
    Duration timeLimit();

    /** How long a worker that stops waits for what it holds; what is not done by then goes back to the queue. */
    @WithDefault("5s")
    Duration stopLimit();

    /** A queue for what is given up, instead of the table {@code notify.parked}; declared where it is missing. */
    Optional<String> parkingQueue();
}
