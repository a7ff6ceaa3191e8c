package app.proca.notify.queue.work;

/** What came of a message. Reasons are shown to operators and kept: they hold no personal data. */
public sealed interface WorkOutcome {

    /** Out of the queue. */
    record Done() implements WorkOutcome {}

    /** Comes back through the org's retry circuit, until it came back too often: then it is parked. */
    record Failed(String reason) implements WorkOutcome {}

    /** No further attempt can help: parked at once. */
    record GivenUp(String reason) implements WorkOutcome {}
}
