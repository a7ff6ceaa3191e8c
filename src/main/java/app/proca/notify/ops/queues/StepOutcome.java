package app.proca.notify.ops.queues;

import app.proca.notify.queue.work.WorkOutcome;

/** What a worker made of a message. */
public enum StepOutcome {
    /** There was no message. */
    NOTHING,
    /** Done. */
    DONE,
    /** It failed, and comes back a bounded number of times. */
    FAILED,
    /** The other side wants to be asked again later. */
    POSTPONED,
    /** The other side is away, which is no fault of the message. */
    UNAVAILABLE,
    /** It failed, and nobody can say whose fault that is. */
    UNEXPLAINED,
    /** It must not go any more. */
    WITHHELD,
    /** No further attempt can help. */
    GIVEN_UP;

    static StepOutcome of(WorkOutcome outcome) {
        // Java 17 has no pattern switch
        if (outcome instanceof WorkOutcome.Done) {
            return DONE;
        }
        if (outcome instanceof WorkOutcome.Failed) {
            return FAILED;
        }
        if (outcome instanceof WorkOutcome.Postponed) {
            return POSTPONED;
        }
        if (outcome instanceof WorkOutcome.Unavailable) {
            return UNAVAILABLE;
        }
        if (outcome instanceof WorkOutcome.Unexplained) {
            return UNEXPLAINED;
        }
        return outcome instanceof WorkOutcome.Withheld ? WITHHELD : GIVEN_UP;
    }
}
