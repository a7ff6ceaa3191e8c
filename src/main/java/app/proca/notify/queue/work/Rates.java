package app.proca.notify.queue.work;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import app.proca.notify.queue.broker.Verdict;
import app.proca.notify.queue.topology.QueueName;

/**
 * How fast this instance's workers work, as counted over the last minute: what other instances do, and what an org's own
 * consumers take, is not in it. Keeps one number a second, for queues that had messages lately.
 */
@Singleton
public class Rates {

    /** How much of the past counts. */
    static final int SECONDS = 60;

    /**
     * Messages a second.
     *
     * @param done out of the queue for good: done, parked or withheld
     * @param returned back in the queue, or on their way round the retry circuit
     */
    public record Rate(double done, double returned) {}

    private record Second(long at, int done, int returned) {

        Second plus(Verdict verdict) {
            return verdict == Verdict.TAKEN ? new Second(at, done + 1, returned) : new Second(at, done, returned + 1);
        }
    }

    private final Clock clock;
    private final Map<QueueName, Deque<Second>> queues = new ConcurrentHashMap<>();

    Rates(Clock clock) {
        this.clock = clock;
    }

    void count(QueueName queue, Verdict verdict) {
        long now = clock.instant().getEpochSecond();
        queues.compute(queue, (name, known) -> {
            Deque<Second> seconds = known == null ? new ArrayDeque<>() : known;
            Second last = seconds.peekLast();
            seconds.addLast((last != null && last.at() == now ? seconds.removeLast() : new Second(now, 0, 0)).plus(verdict));
            forget(seconds, now);
            return seconds;
        });
    }

    /** Of a queue that had none for a minute, nothing. */
    public Rate of(QueueName queue) {
        long now = clock.instant().getEpochSecond();
        int[] sums = { 0, 0 };
        queues.computeIfPresent(queue, (name, seconds) -> {
            forget(seconds, now);
            seconds.forEach(second -> {
                sums[0] += second.done();
                sums[1] += second.returned();
            });
            return seconds.isEmpty() ? null : seconds;
        });
        return new Rate((double) sums[0] / SECONDS, (double) sums[1] / SECONDS);
    }

    private static void forget(Deque<Second> seconds, long now) {
        while (!seconds.isEmpty() && seconds.peekFirst().at() <= now - SECONDS) {
            seconds.removeFirst();
        }
    }
}
