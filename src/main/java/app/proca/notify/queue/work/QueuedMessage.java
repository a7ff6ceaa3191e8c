package app.proca.notify.queue.work;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import app.proca.notify.queue.broker.Arrival;
import io.vertx.core.buffer.Buffer;

/**
 * A message that a worker gets.
 *
 * @param job whose queue it came from
 * @param arrival the message with its properties
 * @param returns how often it was rejected here and came back
 */
public record QueuedMessage(Job job, Arrival arrival, long returns) {

    /**
     * The reason of a queue's dead letters that is the worker's. A message may also expire, and a quorum queue has enough of
     * one that went back to it often, as while the other side is away: nobody is to blame.
     */
    private static final String REFUSED = "rejected";

    static QueuedMessage of(Job job, Arrival arrival) {
        return new QueuedMessage(job, arrival, returns(arrival.headers().get("x-death"), job.queue().value()));
    }

    /** The org whose queue it came from. */
    public long orgId() {
        return job.orgId();
    }

    /** UTF-8 JSON, where the sender kept to the contract. */
    public Buffer body() {
        return arrival.body();
    }

    private static long returns(@Nullable Object deaths, String queue) {
        return deaths instanceof List<?> entries ? entries.stream().mapToLong(entry -> refusals(entry, queue)).sum() : 0;
    }

    private static long refusals(Object entry, String queue) {
        return entry instanceof Map<?, ?> death && queue.equals(death.get("queue")) && REFUSED.equals(death.get("reason"))
                && death.get("count") instanceof Number count ? count.longValue() : 0;
    }
}
