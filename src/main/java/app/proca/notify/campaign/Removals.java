package app.proca.notify.campaign;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import app.proca.notify.change.Deleted;

/** Writes a line to the log when a page or campaign is gone for good (spec/events.md, row 19). */
@ApplicationScoped
class Removals {

    private static final Logger LOG = Logger.getLogger(Removals.class);

    void logRemovedPage(@Observes Deleted<ActionPage> deleted) {
        ActionPage page = deleted.entity();
        deleted.unit().afterCommit(() -> LOG.infof("Page %d of org %d was deleted from campaign %d", page.id, page.orgId,
                page.campaignId));
    }

    void logRemovedCampaign(@Observes Deleted<Campaign> deleted) {
        Campaign campaign = deleted.entity();
        deleted.unit().afterCommit(() -> LOG.infof("Campaign %d of org %d was deleted", campaign.id, campaign.orgId));
    }
}
