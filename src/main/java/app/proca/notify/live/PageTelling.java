package app.proca.notify.live;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.campaign.CampaignUpserted;
import app.proca.notify.change.Created;
import app.proca.notify.change.UnitOfWork;
import app.proca.notify.change.Updated;
import app.proca.notify.common.WireJson;
import app.proca.notify.message.PageUpserted;
import app.proca.notify.org.Org;
import app.proca.notify.outbox.Channel;
import app.proca.notify.outbox.NewNotification;
import app.proca.notify.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** Decides that subscribers hear of a page (spec/events.md, rows 6 and 8). */
@ApplicationScoped
class PageTelling {

    private final Outbox outbox;

    PageTelling(Outbox outbox) {
        this.outbox = outbox;
    }

    void tellOfNewPage(@Observes Created<ActionPage> created) {
        tell(created.entity(), created.unit());
    }

    void tellOfChangedPage(@Observes Updated<ActionPage> updated) {
        tell(updated.entity(), updated.unit());
    }

    void tellOfUpsertedPages(@Observes CampaignUpserted upserted) {
        upserted.pages().forEach(page -> tell(page, upserted.unit()));
    }

    private void tell(ActionPage page, UnitOfWork unit) {
        outbox.tell(unit, PageUpserted.EVENT, subject(page), () -> render(page));
    }

    /** A campaign whose lead was deleted belongs to nobody: the API does not know its pages, and nobody is told. */
    private static Uni<List<NewNotification>> render(ActionPage page) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery("""
                        select c, o, lead from Campaign c join Org o on o.id = :org join Org lead on lead.id = c.orgId
                        where c.id = :campaign""", Object[].class)
                        .setParameter("org", page.orgId).setParameter("campaign", page.campaignId)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> PageUpserted.of(page, (Org) row[1], (Campaign) row[0], (Org) row[2]))
                        .map(then -> new NewNotification(Channel.LIVE, page.orgId, subject(page), PageUpserted.EVENT,
                                LiveLog.PAGES, null, WireJson.write(then)))
                        .toList());
    }

    private static String subject(ActionPage page) {
        return "page:" + page.id;
    }
}
