package app.proca.notify.campaign;

import jakarta.enterprise.context.ApplicationScoped;

import app.proca.notify.common.Given;
import app.proca.notify.database.Rows;
import io.smallrye.mutiny.Uni;

/** The operations on campaigns. Each runs in the caller's transaction. */
@ApplicationScoped
public class Campaigns {

    /** Creates a campaign that the org leads. */
    public Uni<Campaign> create(long orgId, Given<CampaignInput> input) {
        Campaign campaign = new Campaign();
        campaign.orgId = orgId;
        return written(campaign, input);
    }

    public Uni<Campaign> update(Campaign campaign, Given<CampaignInput> input) {
        return written(campaign, input);
    }

    private static Uni<Campaign> written(Campaign campaign, Given<CampaignInput> input) {
        input.apply("name", CampaignInput::name, name -> campaign.name = name == null ? "" : name)
                .apply("title", CampaignInput::title, title -> campaign.title = title == null ? "" : title)
                .apply("externalId", CampaignInput::externalId, id -> campaign.externalId = id)
                .applyValue("status", CampaignInput::status, status -> campaign.status = status)
                .applyValue("contactSchema", CampaignInput::contactSchema, schema -> campaign.contactSchema = schema)
                .applyValue("config", CampaignInput::config, config -> campaign.config = config);
        CampaignRules.check(campaign);
        return Rows.write(campaign);
    }
}
