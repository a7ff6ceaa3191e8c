package app.proca.notify.campaign;

import org.jspecify.annotations.Nullable;

/** How a campaign's actions are processed, as {@code updateCampaignProcessing} takes it; null: as the org has it. */
public record CampaignProcessingInput(@Nullable Boolean supporterConfirm, @Nullable String supporterConfirmTemplate,
        @Nullable Boolean actionConfirm) {}
