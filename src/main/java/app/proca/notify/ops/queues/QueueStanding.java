package app.proca.notify.ops.queues;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.Times;
import app.proca.notify.queue.broker.Looks.Depth;
import app.proca.notify.queue.work.Rates;

/**
 * How a queue stands at a moment.
 *
 * @param depth null where it is not there
 * @param stopped whether all workers of the org are
 * @param pausedAt since when its worker is paused; null where it is not
 * @param heads its first messages, as far as they were looked at
 */
record QueueStanding(KnownQueue queue, @Nullable Depth depth, boolean stopped, @Nullable Instant pausedAt, List<Head> heads,
        Rates.Rate rate, Optional<Growth.Change> growth) {

    QueueStanding {
        heads = List.copyOf(heads);
    }

    int ready() {
        return depth == null ? 0 : depth.ready();
    }

    int consumers() {
        return depth == null ? 0 : depth.consumers();
    }

    /** What is wrong, in plain words; null where nothing is. */
    @Nullable
    String notice() {
        if (depth == null) {
            return "The queue " + queue.name() + " is not there: it is declared when the broker is connected.";
        }
        if (queue.rests()) {
            return null;
        }
        if (!queue.active()) {
            return "The settings of the org send nothing to " + queue.name() + " any more: " + waiting() + " there.";
        }
        return queue.worker() == null ? unread() : resting();
    }

    private @Nullable String resting() {
        if (stopped) {
            return "All workers of the org are stopped: " + waiting() + ".";
        }
        return pausedAt == null ? unread()
                : "The worker " + queue.worker() + " is paused since " + Times.wire(pausedAt) + ": " + waiting() + ".";
    }

    private @Nullable String unread() {
        return consumers() > 0 ? null : "Nobody reads " + queue.name() + ": " + waiting() + ".";
    }

    private String waiting() {
        return switch (ready()) {
            case 0 -> "no message waits";
            case 1 -> "1 message waits";
            default -> ready() + " messages wait";
        };
    }

    /** When the oldest message that waits was sent, as its sender says. */
    @Nullable
    Instant oldest() {
        return heads.isEmpty() ? null : heads.get(0).sentAt();
    }

    /**
     * When the first message goes back at the latest: messages go in their order, and not all tell since when they rest.
     *
     * @param retryDelay zero where the broker alone knows it
     */
    @Nullable
    Instant nextDue(Instant now, Duration retryDelay) {
        if (!queue.rests() || ready() == 0 || retryDelay.isZero()) {
            return null;
        }
        return heads.stream().map(Head::resting).filter(Objects::nonNull).map(resting -> resting.due(retryDelay))
                .filter(Objects::nonNull).findFirst().orElse(now.plus(retryDelay));
    }
}
