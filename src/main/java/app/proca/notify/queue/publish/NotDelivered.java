package app.proca.notify.queue.publish;

import java.util.Collections;
import java.util.List;

import app.proca.notify.outbox.Outcome;

/** Carries the outcomes of a run, not all of them delivered, through its nack, which takes nothing but a failure. */
final class NotDelivered extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Outcome> outcomes;

    NotDelivered(List<Outcome> outcomes) {
        super("not all of " + outcomes.size() + " messages were delivered", null, false, false);
        this.outcomes = List.copyOf(outcomes);
    }

    /** One for each of so many messages: another failure is that of all. */
    static List<Outcome> in(Throwable failure, int messages) {
        return failure instanceof NotDelivered known ? known.outcomes
                : Collections.nCopies(messages, new Outcome.Failed(failure.toString()));
    }
}
