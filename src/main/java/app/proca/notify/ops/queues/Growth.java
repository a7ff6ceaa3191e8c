package app.proca.notify.ops.queues;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

/** How fast queues grow or shrink, from the depths that this instance saw whenever somebody looked. */
@Singleton
class Growth {

    private static final Duration PAST = Duration.ofMinutes(5);
    private static final Duration APART = Duration.ofSeconds(1);
    private static final int MOST_QUEUES = 10_000;
    private static final double MILLIS = 1_000;

    private record Seen(Instant at, int depth) {}

    /** Messages a second, less than zero where the queue shrinks. */
    record Change(double perSecond, Duration over) {}

    private final Clock clock;
    private final Map<String, Deque<Seen>> queues = new ConcurrentHashMap<>();

    Growth(Clock clock) {
        this.clock = clock;
    }

    /** Since the oldest look of the last minutes; empty where there was none. */
    Optional<Change> since(String queue, int depth) {
        Instant now = clock.instant();
        if (queues.size() >= MOST_QUEUES) {
            queues.clear();
        }
        AtomicReference<@Nullable Change> change = new AtomicReference<>();
        queues.compute(queue, (name, known) -> {
            Deque<Seen> seen = known == null ? new ArrayDeque<>() : known;
            seen.removeIf(old -> old.at().isBefore(now.minus(PAST)));
            change.set(seen.isEmpty() ? null : change(seen.getFirst(), now, depth));
            if (seen.isEmpty() || !seen.getLast().at().plus(APART).isAfter(now)) {
                seen.addLast(new Seen(now, depth));
            }
            return seen;
        });
        return Optional.ofNullable(change.get());
    }

    private static @Nullable Change change(Seen first, Instant now, int depth) {
        Duration over = Duration.between(first.at(), now);
        return over.compareTo(APART) < 0 ? null : new Change((depth - first.depth()) * MILLIS / over.toMillis(), over);
    }
}
