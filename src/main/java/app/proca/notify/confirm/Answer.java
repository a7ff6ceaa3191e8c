package app.proca.notify.confirm;

import org.jspecify.annotations.Nullable;

import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.org.Org;

/**
 * What came of a Confirm, with what the answer is about.
 *
 * @param changed false where there was nothing to do any more
 * @param message of the one who asked; told where there is something to tell it of
 */
public record Answer(boolean changed, @Nullable ActionPage page, @Nullable Campaign campaign, @Nullable Org org,
        @Nullable String message) {

    static Answer done() {
        return new Answer(true, null, null, null, null);
    }

    static Answer nothingToDo() {
        return new Answer(false, null, null, null, null);
    }

    static Answer of(ActionPage page, Confirm confirm) {
        return new Answer(true, page, null, null, confirm.message);
    }

    static Answer of(Org org, Confirm confirm) {
        return new Answer(true, null, null, org, confirm.message);
    }
}
