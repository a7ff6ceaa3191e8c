package app.proca.notify.action;

import java.util.List;
import java.util.Optional;

import app.proca.notify.supporter.Contact;
import app.proca.notify.supporter.Supporter;

/**
 * A signature that was found right, as it will be written: nothing is to be looked up any more.
 *
 * @param firstName for the answer: the supporter's own may not be in clear
 * @param given what the action may have besides its row
 * @param source to be found or made; empty where it is known, or where nothing is
 * @param reference of earlier actions to be linked
 */
public record Signature(Supporter supporter, List<Contact> contacts, Action action, String firstName, NewAction given,
        Optional<Tracking> source, Optional<byte[]> reference) {

    public Signature {
        contacts = List.copyOf(contacts);
    }

    void cameFrom(long sourceId) {
        supporter.sourceId = sourceId;
        action.sourceId = sourceId;
    }

    /** Without the personal data. */
    @Override
    public String toString() {
        return "Signature";
    }
}
