package app.proca.notify.queue.work;

import org.jspecify.annotations.Nullable;

import app.proca.notify.queue.broker.Arrival;
import io.vertx.core.buffer.Buffer;

/**
 * A message that a worker gets.
 *
 * @param job whose queue it came from
 * @param arrival the message with its properties
 * @param returns how often it was rejected here and came back
 * @param traceparent the trace that the work on it is part of; null where nobody traces
 */
public record QueuedMessage(Job job, Arrival arrival, long returns, @Nullable String traceparent) {

    static QueuedMessage of(Job job, Arrival arrival) {
        return new QueuedMessage(job, arrival, Deaths.returns(arrival.headers(), job.queue().value()), null);
    }

    /** The same message, worked on as a part of a trace. */
    QueuedMessage tracedBy(@Nullable String trace) {
        return new QueuedMessage(job, arrival, returns, trace);
    }

    /** The org whose queue it came from. */
    public long orgId() {
        return job.orgId();
    }

    /** UTF-8 JSON, where the sender kept to the contract. */
    public Buffer body() {
        return arrival.body();
    }
}
