package app.proca.notify.queue.events;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import app.proca.notify.common.WireJson;
import app.proca.notify.confirm.CampaignJoined;
import app.proca.notify.message.SystemMessage;
import app.proca.notify.outbox.NewNotification;
import app.proca.notify.outbox.Outbox;

/** Decides that the lead's event exchange hears which partner takes part in its campaign (spec/events.md, row 12). */
@ApplicationScoped
class PartnerNews {

    private final Outbox outbox;
    private final Clock clock;

    PartnerNews(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    void publishJoin(@Observes CampaignJoined joined) {
        Long lead = joined.campaign().orgId;
        if (lead != null) {
            outbox.tellOne(joined.unit(), SystemMessage.JOIN_CAMPAIGN, subject(joined), () -> render(joined, lead));
        }
    }

    private NewNotification render(CampaignJoined joined, long lead) {
        return EventMessage.system(lead, subject(joined), SystemMessage.JOIN_CAMPAIGN, WireJson.write(SystemMessage.joinCampaign(
                joined.partner(), joined.campaign(), joined.page(), joined.requester().email, clock.instant())));
    }

    private static String subject(CampaignJoined joined) {
        return "page:" + joined.page().id;
    }
}
