package app.proca.notify.message;

import org.jspecify.annotations.Nullable;

import app.proca.notify.action.Action;
import app.proca.notify.action.Donation;
import app.proca.notify.action.Source;
import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.org.Org;

/**
 * An action with all that messages tell of it, whoever receives them.
 *
 * @param org the page's
 * @param source where the supporter came from; null where nothing is known
 */
public record SignedAction(Action action, @Nullable Donation donation, ActionPage page, Campaign campaign, Org org,
        @Nullable Source source) {}
