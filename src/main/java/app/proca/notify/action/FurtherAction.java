package app.proca.notify.action;

import java.util.Optional;

import app.proca.notify.supporter.ContactRef;

/**
 * An action of somebody who signed, or will, as it will be written once its supporter is looked for.
 *
 * @param orgId the page's
 * @param source to be found or made; empty where it is known, or where nothing is
 */
// written once, compared with nothing
@SuppressWarnings("ArrayRecordComponent")
public record FurtherAction(Action action, NewAction given, long orgId, byte[] reference, Optional<Tracking> source) {

    /** The reference as it came. */
    public String contactRef() {
        return ContactRef.of(reference);
    }
}
