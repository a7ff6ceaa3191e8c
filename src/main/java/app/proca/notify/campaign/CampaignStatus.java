package app.proca.notify.campaign;

import jakarta.persistence.Converter;

import app.proca.notify.database.NumberedEnum;

/** Where a campaign is in its life; in the order of Proca's integers. {@code DRAFT} is not in the reference API yet. */
public enum CampaignStatus {
    LIVE, CLOSED, IGNORED, DRAFT;

    /** The integer column. */
    @Converter(autoApply = true)
    public static class Column extends NumberedEnum<CampaignStatus> {
        public Column() {
            super(CampaignStatus.class);
        }
    }
}
