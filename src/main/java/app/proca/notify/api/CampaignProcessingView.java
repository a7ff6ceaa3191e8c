package app.proca.notify.api;

import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.campaign.Campaign;

/** What a campaign has otherwise than its org; null: as the org has it. */
@Type("CampaignProcessing")
public class CampaignProcessingView {

    private final Campaign campaign;

    CampaignProcessingView(Campaign campaign) {
        this.campaign = campaign;
    }

    public @Nullable Boolean getSupporterConfirm() {
        return campaign.supporterConfirm;
    }

    public @Nullable String getSupporterConfirmTemplate() {
        return campaign.supporterConfirmTemplate;
    }

    public @Nullable Boolean getActionConfirm() {
        return campaign.actionConfirm;
    }
}
