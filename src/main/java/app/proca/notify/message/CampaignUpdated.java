package app.proca.notify.message;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import app.proca.notify.campaign.Campaign;
import app.proca.notify.common.Times;
import app.proca.notify.common.WireJson;
import app.proca.notify.org.Org;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** {@code proca:event:2}, {@code campaign_updated}: a campaign as it is now (spec/amqp.md). */
@RegisterForReflection
public record CampaignUpdated(Body campaign, long campaignId, String eventType, long orgId, String schema, String timestamp) {

    /** What happened, in routing keys and as {@code eventType}. */
    public static final String EVENT = "campaign_updated";

    /** The campaign with its owner. */
    @RegisterForReflection
    public record Body(Map<String, Object> config, String contactSchema, @Nullable Integer externalId, long id, String name,
            OrgName org, String title) {}

    public static CampaignUpdated of(Campaign campaign, Org owner, Instant when) {
        Body body = new Body(WireJson.object(campaign.config.encode()), campaign.contactSchema.wireName(), campaign.externalId,
                campaign.id, campaign.name, OrgName.of(owner), campaign.title);
        return new CampaignUpdated(body, campaign.id, EVENT, owner.id, Schemas.EVENT, Times.wire(when));
    }
}
