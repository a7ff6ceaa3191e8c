package app.proca.notify.campaign;

import java.util.List;

import app.proca.notify.change.UnitOfWork;

/**
 * A campaign and the pages of the input went through {@code upsertCampaign}, whether or not that changed anything
 * (spec/events.md, row 8).
 */
public record CampaignUpserted(Campaign campaign, List<ActionPage> pages, UnitOfWork unit) {

    public CampaignUpserted {
        pages = List.copyOf(pages);
    }
}
