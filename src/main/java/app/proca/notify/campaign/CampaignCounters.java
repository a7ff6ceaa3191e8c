package app.proca.notify.campaign;

import org.hibernate.reactive.mutiny.Mutiny;

import io.smallrye.mutiny.Uni;

/** The counters of campaigns, for whoever shows them: who keeps them stands on a floor above. */
public interface CampaignCounters {

    /** The counters as they are now; all zero where nobody acted yet. Looks nothing up that grows with the actions. */
    Uni<CampaignStats> of(long campaignId);

    /** How many actions count, on the caller's own connection. */
    Uni<CountedActions> actions(Mutiny.Session session, long campaignId, String type);

    /**
     * Actions of a campaign that count.
     *
     * @param ofType those of the type that was asked for
     * @param all those of any type
     */
    record CountedActions(long ofType, long all) {}
}
