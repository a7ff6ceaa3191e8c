package app.proca.notify.supporter;

import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;

import org.jboss.logging.Logger;

import app.proca.notify.change.UnitOfWork;
import app.proca.notify.change.UnitsOfWork;
import app.proca.notify.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/**
 * Forgets somebody for one org: its contacts, the personal data in clear beside them, and what waits to be told of them or
 * was told (docs/decisions/012). What was done, where, and that somebody did it, stays, and counts.
 */
@ApplicationScoped
public class Erasure {

    private static final Logger LOG = Logger.getLogger(Erasure.class);

    /** Of whom the org has personal data: a contact, or, on a page of its own, the supporter's fields. */
    private static final String KNOWN = """
            select s from Supporter s where s.fingerprint = :fingerprint
              and (exists (select 1 from Contact c where c.supporterId = s.id and c.orgId = :org)
                or exists (select 1 from ActionPage p where p.id = s.actionPageId and p.orgId = :org))
            order by s.id""";

    private final Outbox outbox;
    private final UnitsOfWork units;
    private final Event<ContactErased> erased;

    Erasure(Outbox outbox, UnitsOfWork units, Event<ContactErased> erased) {
        this.outbox = outbox;
        this.units = units;
        this.erased = erased;
    }

    /**
     * Runs in the caller's transaction. Who tells of a supporter has its row locked until the commit: what was rendered before
     * is found here, what is rendered later finds no data.
     *
     * @return false where the org knows nothing of them
     */
    public Uni<Boolean> erase(long orgId, byte[] fingerprint) {
        return locked(orgId, fingerprint).chain(supporters -> supporters.isEmpty() ? Uni.createFrom().item(false)
                : forget(supporters).chain(cleared -> deleteContacts(orgId, supporters)
                        .invoke(() -> withdraw(orgId, fingerprint, supporters))
                        .map(deleted -> cleared || deleted > 0)));
    }

    private static Uni<List<Supporter>> locked(long orgId, byte[] fingerprint) {
        return Panache.getSession().chain(session -> session.createSelectionQuery(KNOWN, Supporter.class)
                .setParameter("fingerprint", fingerprint).setParameter("org", orgId)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultList());
    }

    private static Uni<Boolean> forget(List<Supporter> supporters) {
        boolean known = supporters.stream()
                .flatMap(one -> Stream.of(one.email, one.firstName, one.lastName, one.address)).anyMatch(Objects::nonNull);
        supporters.forEach(one -> {
            one.email = null;
            one.firstName = null;
            one.lastName = null;
            one.address = null;
        });
        return Panache.getSession().chain(session -> session.flush()).replaceWith(known);
    }

    private static Uni<Long> deleteContacts(long orgId, List<Supporter> supporters) {
        return Contact.delete("orgId = ?1 and supporterId in ?2", orgId, supporters.stream().map(one -> one.id).toList());
    }

    private void withdraw(long orgId, byte[] fingerprint, List<Supporter> supporters) {
        UnitOfWork unit = units.current();
        outbox.withdraw(unit, orgId, supporters.stream().map(one -> "supporter:" + one.id).toList());
        erased.fire(new ContactErased(orgId, Base64.getUrlEncoder().withoutPadding().encodeToString(fingerprint), unit));
        unit.afterCommit(() -> LOG.infof("Org %d forgot somebody: %d supporters", orgId, supporters.size()));
    }
}
