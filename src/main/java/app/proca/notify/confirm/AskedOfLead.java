package app.proca.notify.confirm;

import java.util.Optional;

import app.proca.notify.campaign.Campaign;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Viewer;
import io.smallrye.mutiny.Uni;

/** A question to the lead of a campaign: yes or no, it is the lead's to say. Proca lets anybody say no who knows the code. */
interface AskedOfLead extends Operation {

    /** Fails with the caller's fault where it is gone. */
    Uni<Campaign> campaign(Confirm confirm);

    @Override
    default Uni<Answer> reject(Confirm confirm, Respondent by) {
        return campaignOf(confirm, by).replaceWith(Answer::done);
    }

    /** The campaign that the question is about; fails with the caller's fault where the answer is not theirs to give. */
    default Uni<Campaign> campaignOf(Confirm confirm, Respondent by) {
        return campaign(confirm)
                .invoke(campaign -> requireMay(by.viewer(), campaign));
    }

    /** A campaign whose lead was deleted belongs to nobody who could answer. */
    static void requireMay(Optional<Viewer> viewer, Campaign campaign) {
        long lead = Operation.present(campaign.orgId, "campaign");
        var unused = Operation.requireIn(lead, Permission.MANAGE_CAMPAIGNS, viewer);
    }
}
