package app.proca.notify.message;

import org.jspecify.annotations.Nullable;

import app.proca.notify.campaign.Campaign;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A campaign as messages about actions mention it. */
@RegisterForReflection
public record CampaignPart(String contactSchema, @Nullable Integer externalId, String name, String title) {

    static CampaignPart of(Campaign campaign) {
        return new CampaignPart(campaign.contactSchema.wireName(), campaign.externalId, campaign.name, campaign.title);
    }
}
