package app.proca.notify.queue.broker;

/** What becomes of a message that a consumer was given. */
public enum Verdict {
    /** Out of the queue. */
    TAKEN,
    /** Out of the queue, to its dead letter exchange. */
    REJECTED,
    /** Back into the queue, from where it comes again at once. */
    RETURNED
}
