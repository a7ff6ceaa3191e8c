package app.proca.notify.api;

import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

import app.proca.notify.campaign.Campaign;
import app.proca.notify.campaign.CampaignStatus;
import app.proca.notify.common.Json;
import app.proca.notify.org.ContactSchema;
import app.proca.notify.org.Org;

/** A campaign with its lead org. */
@Type("Campaign")
public class CampaignView {

    private final Campaign campaign;
    private final Org lead;

    CampaignView(Campaign campaign, Org lead) {
        this.campaign = campaign;
        this.lead = lead;
    }

    public int getId() {
        return campaign.id.intValue();
    }

    @NonNull
    public String getName() {
        return campaign.name;
    }

    @NonNull
    public String getTitle() {
        return campaign.title;
    }

    public Integer getExternalId() {
        return campaign.externalId;
    }

    @NonNull
    public CampaignStatus getStatus() {
        return campaign.status;
    }

    @NonNull
    public ContactSchema getContactSchema() {
        return campaign.contactSchema;
    }

    @NonNull
    public Json getConfig() {
        return Json.of(campaign.config);
    }

    @NonNull
    public OrgView getOrg() {
        return new OrgView.Public(lead);
    }
}
