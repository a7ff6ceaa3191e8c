package app.proca.notify.queue.work;

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

    static QueuedMessage of(Job job, Arrival arrival) {
        return new QueuedMessage(job, arrival, Deaths.returns(arrival.headers(), job.queue().value()));
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
