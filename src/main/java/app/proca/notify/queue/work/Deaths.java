package app.proca.notify.queue.work;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What the broker wrote on a message each time that a queue gave it up: the header {@code x-death}, the last queue first.
 */
public final class Deaths {

    /**
     * The reason of a queue's dead letters that is the worker's. A message may also expire, and a quorum queue has enough of
     * one that went back to it often, as while the other side is away: nobody is to blame.
     */
    private static final String REFUSED = "rejected";

    private Deaths() {}

    /**
     * A queue gave the message up for a reason, once or more often.
     *
     * @param first when it did for the first time: the broker keeps no other time; null where it kept none
     */
    public record Death(String queue, String reason, long count, @Nullable Instant first) {}

    /** How often a worker or consumer of that queue rejected it. */
    public static long returns(Map<String, Object> headers, String queue) {
        return all(headers).filter(death -> queue.equals(death.queue()) && REFUSED.equals(death.reason()))
                .mapToLong(Death::count).sum();
    }

    /** Where it was last; empty where no queue gave it up. */
    public static Optional<Death> last(Map<String, Object> headers) {
        return all(headers).findFirst();
    }

    private static Stream<Death> all(Map<String, Object> headers) {
        return headers.get("x-death") instanceof List<?> entries
                ? entries.stream().filter(Map.class::isInstance).map(entry -> death((Map<?, ?>) entry))
                : Stream.empty();
    }

    private static Death death(Map<?, ?> entry) {
        return new Death(String.valueOf(entry.get("queue")), String.valueOf(entry.get("reason")),
                entry.get("count") instanceof Number count ? count.longValue() : 0,
                entry.get("time") instanceof Instant time ? time : null);
    }
}
