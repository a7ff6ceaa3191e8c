package app.proca.notify.queue.topology;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How queues are declared on a new installation; those that exist stay as they are. */
@ConfigMapping(prefix = "proca.queues")
public interface TopologySettings {

    /**
     * How long a rejected message rests before it goes back to the queue that it failed in. Zero: as Proca declares it, without
     * a time, which a policy of the broker has to say then.
     */
    @WithDefault("30s")
    Duration retryDelay();

    /** Classic, or quorum for a broker cluster. */
    @WithDefault("classic")
    QueueType type();

    /** What RabbitMQ calls {@code x-queue-type}. */
    enum QueueType {
        CLASSIC, QUORUM
    }
}
