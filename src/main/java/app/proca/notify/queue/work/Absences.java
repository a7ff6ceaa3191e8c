package app.proca.notify.queue.work;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import app.proca.notify.outbox.RetryPolicy;
import app.proca.notify.queue.topology.QueueName;

/**
 * For how long the messages of a queue wait, whose other side is away. Several that meet the same absence count as one. It is
 * over when nobody met it for a while: a message that was done need not have met the other side. Safe for use by several
 * threads.
 */
final class Absences {

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final RetryPolicy WAITS = new RetryPolicy(Duration.ofSeconds(1), LONGEST, Integer.MAX_VALUE);

    private record Absence(int attempts, Instant until) {

        boolean isOver(Instant now) {
            return now.isAfter(until.plus(LONGEST));
        }
    }

    private final Clock clock;
    private final Map<QueueName, Absence> absences = new HashMap<>();

    Absences(Clock clock) {
        this.clock = clock;
    }

    /** @return how long to wait before the other side is tried again */
    synchronized Duration rest(QueueName queue, double random) {
        Instant now = clock.instant();
        Absence known = absences.get(queue);
        if (known != null && now.isBefore(known.until())) {
            return Duration.between(now, known.until());
        }
        int attempts = known == null || known.isOver(now) ? 1 : known.attempts() + 1;
        Duration delay = WAITS.delayAfter(attempts, random);
        absences.put(queue, new Absence(attempts, now.plus(delay)));
        return delay;
    }

    /** Whether the other side was away a moment ago. */
    synchronized boolean known(QueueName queue) {
        Absence known = absences.get(queue);
        return known != null && !known.isOver(clock.instant());
    }

    /** The other side is another one. */
    synchronized void end(QueueName queue) {
        absences.remove(queue);
    }
}
