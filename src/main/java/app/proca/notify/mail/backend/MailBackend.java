package app.proca.notify.mail.backend;

import app.proca.notify.mail.letter.Letter;
import app.proca.notify.outbox.Outcome;
import io.smallrye.mutiny.Uni;

/** Takes mails for whoever they are to. */
@FunctionalInterface
public interface MailBackend {

    /**
     * Tries once. {@link Outcome.AddressUnavailable} means the backend, {@link Outcome.Refused} and
     * {@link Outcome.Failed} this mail. The Uni does not fail.
     */
    Uni<Outcome> post(Letter letter);

    /** Takes none; they wait until somebody sets that right. */
    static MailBackend unusable(String reason) {
        return letter -> Uni.createFrom().item(new Outcome.AddressUnavailable(reason));
    }
}
