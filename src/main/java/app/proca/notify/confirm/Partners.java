package app.proca.notify.confirm;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.change.UnitsOfWork;
import app.proca.notify.org.Org;
import app.proca.notify.user.User;
import io.smallrye.mutiny.Uni;

/** Says that a partner takes part in a campaign, where it is one and somebody asked for it who is still there. */
@ApplicationScoped
class Partners {

    private final UnitsOfWork units;
    private final Event<CampaignJoined> joined;

    Partners(UnitsOfWork units, Event<CampaignJoined> joined) {
        this.units = units;
        this.joined = joined;
    }

    Uni<Void> join(Confirm confirm, Campaign campaign, ActionPage page) {
        if (page.orgId.equals(campaign.orgId) || confirm.creatorId == null) {
            return Uni.createFrom().voidItem();
        }
        return User.<User>findById(confirm.creatorId)
                .chain(requester -> Org.<Org>findById(page.orgId)
                        .invoke(partner -> joined.fire(new CampaignJoined(requester, partner, campaign, page, units.current()))))
                .replaceWithVoid();
    }
}
