package app.proca.notify.processing;

import app.proca.notify.campaign.Campaign;
import app.proca.notify.org.Org;

/**
 * Who is asked before an action is delivered.
 *
 * @param supporter whether the supporter has to confirm
 * @param action whether a moderator has to let the action pass
 */
record Confirming(boolean supporter, boolean action) {

    /** What the campaign says, else what the page's org says. */
    static Confirming of(Campaign campaign, Org org) {
        return new Confirming(
                campaign.supporterConfirm == null ? org.supporterConfirm || org.customSupporterConfirm
                        : campaign.supporterConfirm,
                campaign.actionConfirm == null ? org.customActionConfirm : campaign.actionConfirm);
    }
}
