package app.proca.notify.action;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import app.proca.notify.campaign.ActionPage;
import app.proca.notify.change.UnitsOfWork;
import app.proca.notify.common.ClientFault;
import app.proca.notify.common.Times;
import app.proca.notify.database.Rows;
import app.proca.notify.supporter.ContactRef;
import app.proca.notify.supporter.Supporter;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** Further actions of people who signed, or will. */
@ApplicationScoped
public class Actions {

    private static final int MOST_REFERENCES = 100;

    private final IntakeTables tables;
    private final UnitsOfWork units;
    private final Linking linking;
    private final Extras extras;
    private final Clock clock;

    Actions(IntakeTables tables, UnitsOfWork units, Linking linking, Extras extras, Clock clock) {
        this.tables = tables;
        this.units = units;
        this.linking = linking;
        this.extras = extras;
        this.clock = clock;
    }

    /**
     * Finds out, not in a transaction, what is to be written.
     *
     * @param referer the page that the browser says it was on
     */
    public Uni<FurtherAction> prepare(long pageId, String contactRef, NewAction given, Tracking.@Nullable Given tracking,
            @Nullable String referer) {
        Optional<Tracking> from = Tracking.of(tracking, referer);
        return tables.find(pageId, from.orElse(null)).map(found -> new FurtherAction(found.action(given, Times.now(clock)), given,
                found.page().orgId(), ContactRef.decode(contactRef), found.sourceId() == null ? from : Optional.empty()));
    }

    /**
     * Adds it, in the caller's transaction, to the newest supporter who has the reference with the page's org, or brought it
     * when signing. Where nobody has, the action keeps the reference until somebody does.
     */
    public Uni<Actor> write(FurtherAction further) {
        Action action = further.action();
        return extras.source(further.source(), action.insertedAt)
                .invoke(id -> id.ifPresent(of -> action.sourceId = of))
                .chain(() -> newest(further.reference(), further.orgId()))
                .onItem().ifNull().switchTo(() -> bringer(further.reference(), further.orgId()))
                .invoke(supporter -> {
                    action.supporterId = supporter == null ? null : supporter.id;
                    action.ref = supporter == null ? further.reference() : null;
                })
                .call(() -> Rows.write(action))
                .call(() -> extras.add(action, further.given(), units.current()))
                .map(supporter -> new Actor(further.contactRef(), supporter == null ? null : supporter.firstName));
    }

    /**
     * Links earlier actions, in the caller's transaction, to the newest supporter who has this reference with the page's org.
     *
     * @param references of those actions; the supporter's own is one of them in any case
     */
    public Uni<Actor> link(long pageId, String contactRef, List<String> references) {
        if (references.size() > MOST_REFERENCES) {
            throw ClientFault.invalid("linkRefs", "should have at most " + MOST_REFERENCES + " item(s)");
        }
        byte[] own = ContactRef.decode(contactRef);
        List<byte[]> all = new ArrayList<>(references.stream().map(ContactRef::decode).toList());
        all.add(own);
        return ActionPage.<ActionPage>findById(pageId)
                .onItem().ifNull().failWith(() -> IntakeTables.unknown(pageId))
                .chain(page -> newest(own, page.orgId))
                .onItem().ifNull().failWith(() -> ClientFault.notFound("Supporter not found"))
                .call(supporter -> linking.link(all, supporter.id))
                .map(supporter -> new Actor(ContactRef.of(own), supporter.firstName));
    }

    private static Uni<@Nullable Supporter> newest(byte[] reference, long orgId) {
        return Panache.getSession().chain(session -> session.createSelectionQuery("""
                select s from Supporter s join ActionPage p on p.id = s.actionPageId
                where s.fingerprint = :reference and p.orgId = :org order by s.id desc""", Supporter.class)
                .setParameter("reference", reference).setParameter("org", orgId).setMaxResults(1).getSingleResultOrNull());
    }

    /** Who signed with a reference that earlier actions have: either they find this one, or it finds them. */
    private Uni<@Nullable Supporter> bringer(byte[] reference, long orgId) {
        return tables.lock(units.current().connection(), reference)
                .chain(Panache::getSession)
                .chain(session -> session.createSelectionQuery("""
                        select s from Action a join Supporter s on s.id = a.supporterId join ActionPage p on p.id = s.actionPageId
                        where a.ref = :reference and p.orgId = :org order by s.id desc""", Supporter.class)
                        .setParameter("reference", reference).setParameter("org", orgId).setMaxResults(1)
                        .getSingleResultOrNull());
    }
}
