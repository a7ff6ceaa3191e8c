package app.proca.notify.queue.work;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

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

        Absence atLeast(Instant asked) {
            return asked.isAfter(until) ? new Absence(attempts, asked) : this;
        }
    }

    private final Clock clock;
    private final Map<QueueName, Absence> absences = new HashMap<>();

    Absences(Clock clock) {
        this.clock = clock;
    }

    /**
     * The other side was found away.
     *
     * @param atLeast how long it asked to be left alone
     * @return how long to wait before it is tried again
     */
    synchronized Duration rest(QueueName queue, Duration atLeast, double random) {
        Instant now = clock.instant();
        Absence absence = next(absences.get(queue), now, random).atLeast(now.plus(atLeast));
        absences.put(queue, absence);
        return Duration.between(now, absence.until());
    }

    private static Absence next(@Nullable Absence known, Instant now, double random) {
        if (known != null && now.isBefore(known.until())) {
            return known;
        }
        int attempts = known == null || known.isOver(now) ? 1 : known.attempts() + 1;
        return new Absence(attempts, now.plus(WAITS.delayAfter(attempts, random)));
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
