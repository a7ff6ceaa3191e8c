package app.proca.notify.action;

import org.jspecify.annotations.Nullable;

import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.key.PublicKey;
import app.proca.notify.org.Org;
import app.proca.notify.supporter.Contact;
import app.proca.notify.supporter.Supporter;

/**
 * An action with all that one org may know of it.
 *
 * @param contact the org's own
 * @param place the page, with what it belongs to
 */
public record ExportedAction(Action action, Supporter supporter, Contact contact, @Nullable Donation donation,
        @Nullable Source source, Place place, @Nullable PublicKey encryptKey, @Nullable PublicKey signKey) {

    /** A page with its org, its campaign and the campaign's lead. */
    public record Place(ActionPage page, Org org, Campaign campaign, Org lead) {}
}
