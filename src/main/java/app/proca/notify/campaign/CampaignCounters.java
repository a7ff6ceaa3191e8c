package app.proca.notify.campaign;

import io.smallrye.mutiny.Uni;

/** The counters of campaigns, for whoever shows them: who keeps them stands on a floor above. */
public interface CampaignCounters {

    /** The counters as they are now; all zero where nobody acted yet. Looks nothing up that grows with the actions. */
    Uni<CampaignStats> of(long campaignId);
}
