package app.proca.notify.queue.work;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import app.proca.notify.queue.topology.QueueName;

/**
 * How those fare whom a queue is for.
 *
 * @param since the first failure after the last success; null where nothing failed after it
 * @param failedAt the last failure; null where none was seen
 * @param takenAt the last success; null where none was seen
 * @param reason of the last failure; without personal data
 */
public record Trouble(QueueName queue, long orgId, @Nullable Instant since, @Nullable Instant failedAt, @Nullable Instant takenAt,
        String reason) {

    /** More than workers wait between two attempts. */
    private static final Duration NEWS = Duration.ofMinutes(20);

    /** It failed just now, and did so before. */
    public static Trouble failing(QueueName queue, long orgId, Instant since, Instant now, String reason) {
        return new Trouble(queue, orgId, since, now, null, reason);
    }

    /** It took what came up to this moment. */
    public static Trouble none(QueueName queue, long orgId, Instant takenAt) {
        return new Trouble(queue, orgId, null, null, takenAt, "");
    }

    /** It failed once more. */
    public Trouble failed(Instant now, String why) {
        return new Trouble(queue, orgId, since == null ? now : since, now, takenAt, why);
    }

    /** It took a message. */
    public Trouble took(Instant now) {
        return new Trouble(queue, orgId, null, failedAt, now, reason);
    }

    /** Whether it lasts for so long; of what nobody tried for a while nothing is known. */
    public boolean lastsFor(Duration time, Instant now) {
        return since != null && failedAt != null && failedAt.isAfter(now.minus(NEWS)) && !since.isAfter(now.minus(time));
    }
}
