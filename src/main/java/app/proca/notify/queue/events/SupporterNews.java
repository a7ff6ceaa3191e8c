package app.proca.notify.queue.events;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.hibernate.reactive.mutiny.Mutiny;

import app.proca.notify.action.Action;
import app.proca.notify.action.Donation;
import app.proca.notify.action.Source;
import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.change.Updated;
import app.proca.notify.common.WireJson;
import app.proca.notify.key.PublicKey;
import app.proca.notify.message.EmailStatusChanged;
import app.proca.notify.message.HeldContact;
import app.proca.notify.message.SignedAction;
import app.proca.notify.org.Org;
import app.proca.notify.outbox.NewNotification;
import app.proca.notify.outbox.Outbox;
import app.proca.notify.supporter.Contact;
import app.proca.notify.supporter.EmailStatus;
import app.proca.notify.supporter.Supporter;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** Decides that the orgs that hold a contact hear what became known of its address (spec/events.md, row 15). */
@ApplicationScoped
class SupporterNews {

    /** The action that brought the supporter: the one with consent, else the first. */
    private static final String SIGNED = """
            select a, d, p, c, o, s from Action a join ActionPage p on p.id = a.actionPageId join Campaign c on c.id = p.campaignId
              join Org o on o.id = p.orgId left join Source s on s.id = a.sourceId left join Donation d on d.actionId = a.id
            where a.supporterId = :supporter order by a.withConsent desc, a.id, d.id""";

    private static final String HELD = """
            select c, e, s from Contact c left join PublicKey e on e.id = c.publicKeyId left join PublicKey s on s.id = c.signKeyId
            where c.supporterId = :supporter and c.orgId is not null order by c.id""";

    private final Outbox outbox;
    private final Clock clock;

    SupporterNews(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    void publishEmailStatus(@Observes Updated<Supporter> updated) {
        if (updated.changes().touch("emailStatus") && updated.entity().emailStatus != EmailStatus.NONE) {
            outbox.tell(updated.unit(), EmailStatusChanged.EVENT, subject(updated.entity()), () -> render(updated.entity()));
        }
    }

    private Uni<List<NewNotification>> render(Supporter supporter) {
        return Panache.getSession().chain(session -> signed(session, supporter)
                .chain(signed -> signed.map(action -> tell(session, action, supporter))
                        .orElseGet(() -> Uni.createFrom().item(List.of()))));
    }

    private Uni<List<NewNotification>> tell(Mutiny.Session session, SignedAction signed, Supporter supporter) {
        return held(session, supporter).map(held -> held.entrySet().stream()
                .map(each -> event(each.getKey(), signed, each.getValue())).toList());
    }

    private NewNotification event(long orgId, SignedAction signed, HeldContact held) {
        return EventMessage.supporter(orgId, subject(held.supporter()), EmailStatusChanged.EVENT,
                WireJson.write(EmailStatusChanged.of(signed, held, clock.instant())));
    }

    private static Uni<Optional<SignedAction>> signed(Mutiny.Session session, Supporter supporter) {
        return session.createSelectionQuery(SIGNED, Object[].class).setParameter("supporter", supporter.id).setMaxResults(1)
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(row -> new SignedAction((Action) row[0], (Donation) row[1],
                        (ActionPage) row[2], (Campaign) row[3], (Org) row[4], (Source) row[5])));
    }

    /** By org; of one that holds several contacts of the supporter, the newest. */
    private static Uni<Map<Long, HeldContact>> held(Mutiny.Session session, Supporter supporter) {
        return session.createSelectionQuery(HELD, Object[].class).setParameter("supporter", supporter.id).getResultList()
                .map(rows -> {
                    Map<Long, HeldContact> byOrg = new LinkedHashMap<>();
                    rows.forEach(row -> byOrg.put(((Contact) row[0]).orgId,
                            new HeldContact(supporter, (Contact) row[0], (PublicKey) row[1], (PublicKey) row[2])));
                    return byOrg;
                });
    }

    private static String subject(Supporter supporter) {
        return "supporter:" + supporter.id;
    }
}
