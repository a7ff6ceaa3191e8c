package app.proca.notify.queue.work;

import java.util.List;
import java.util.Map;
import java.util.Set;

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

    /** Reasons of a queue's dead letters that are the worker's; a message may also expire, of which nobody is to blame. */
    private static final Set<String> REFUSALS = Set.of("rejected", "delivery_limit");

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
        return entry instanceof Map<?, ?> death && queue.equals(death.get("queue")) && REFUSALS.contains(death.get("reason"))
                && death.get("count") instanceof Number count ? count.longValue() : 0;
    }
}
