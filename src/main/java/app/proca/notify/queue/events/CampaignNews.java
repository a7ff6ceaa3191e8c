package app.proca.notify.queue.events;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import app.proca.notify.campaign.Campaign;
import app.proca.notify.campaign.CampaignMailingSet;
import app.proca.notify.campaign.CampaignUpserted;
import app.proca.notify.change.UnitOfWork;
import app.proca.notify.change.Updated;
import app.proca.notify.common.WireJson;
import app.proca.notify.message.CampaignUpdated;
import app.proca.notify.org.Org;
import app.proca.notify.outbox.NewNotification;
import app.proca.notify.outbox.Outbox;
import io.smallrye.mutiny.Uni;

/** Decides that the owning org's event exchange hears of a campaign (spec/events.md, rows 7 and 8). */
@ApplicationScoped
class CampaignNews {

    private final Outbox outbox;
    private final Clock clock;

    CampaignNews(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    void publishUpdate(@Observes Updated<Campaign> updated) {
        publish(updated.entity(), updated.unit());
    }

    void publishUpsert(@Observes CampaignUpserted upserted) {
        publish(upserted.campaign(), upserted.unit());
    }

    void publishMailing(@Observes CampaignMailingSet set) {
        publish(set.campaign(), set.unit());
    }

    private void publish(Campaign campaign, UnitOfWork unit) {
        outbox.tell(unit, CampaignUpdated.EVENT, "campaign:" + campaign.id, () -> render(campaign));
    }

    private Uni<List<NewNotification>> render(Campaign campaign) {
        // A campaign whose org was deleted has nobody to tell.
        return campaign.orgId == null
                ? Uni.createFrom().item(List.of())
                : Org.<Org>findById(campaign.orgId)
                        .map(owner -> List.of(EventMessage.system(owner.id, "campaign:" + campaign.id, CampaignUpdated.EVENT,
                                WireJson.write(CampaignUpdated.of(campaign, owner, clock.instant())))));
    }
}
