package app.proca.notify.queue.publish;

import app.proca.notify.outbox.Outcome;

/** Carries an outcome other than delivered through a message's nack, which takes nothing but a failure. */
final class NotDelivered extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;

    NotDelivered(Outcome outcome) {
        super(outcome.toString(), null, false, false);
        this.outcome = outcome;
    }

    static Outcome in(Throwable failure) {
        return failure instanceof NotDelivered known ? known.outcome : new Outcome.Failed(failure.toString());
    }
}
