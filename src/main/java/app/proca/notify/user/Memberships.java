package app.proca.notify.user;

import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import app.proca.notify.change.UnitsOfWork;
import app.proca.notify.common.ClientFault;
import app.proca.notify.common.Given;
import app.proca.notify.database.Rows;
import app.proca.notify.org.Org;
import app.proca.notify.org.OrgInput;
import app.proca.notify.org.Orgs;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** Who belongs to which org. Each operation runs in the caller's transaction. */
@ApplicationScoped
public class Memberships {

    private final Orgs orgs;
    private final UnitsOfWork units;
    private final Event<OrgFounded> founded;

    Memberships(Orgs orgs, UnitsOfWork units, Event<OrgFounded> founded) {
        this.orgs = orgs;
        this.units = units;
        this.founded = founded;
    }

    /** Creates an org whose owner is its founder (spec/events.md, rows 1 and 2). */
    public Uni<Org> foundOrg(Viewer viewer, Given<OrgInput> input) {
        return orgs.create(input, viewer.email())
                .call(org -> join(viewer.userId(), org.id, Role.OWNER.mask()))
                .call(org -> User.<User>findById(viewer.userId())
                        .invoke(founder -> founded.fire(new OrgFounded(org, founder, units.current()))));
    }

    /** Makes the caller an owner of the org, whatever they were there before. */
    public Uni<Void> joinAsOwner(Viewer viewer, Org org) {
        return Staffer.<Staffer>find("userId = ?1 and orgId = ?2", viewer.userId(), org.id).firstResult()
                .chain(staffer -> {
                    if (staffer == null) {
                        return join(viewer.userId(), org.id, Role.OWNER.mask());
                    }
                    staffer.permissions |= Role.OWNER.mask();
                    return Rows.write(staffer);
                }).replaceWithVoid();
    }

    /**
     * Makes a user a staffer of the org.
     *
     * @throws ClientFault (in the Uni) where they are one
     */
    public Uni<Staffer> add(long userId, Org org, int permissions) {
        return Staffer.count("userId = ?1 and orgId = ?2", userId, org.id)
                .invoke(count -> {
                    if (count > 0) {
                        throw ClientFault.plain("User is already a member of organisation");
                    }
                })
                .chain(() -> join(userId, org.id, permissions));
    }

    /** The addresses of the org's people in these roles, the longest users first. */
    public Uni<List<String>> emailsOf(long orgId, Role... roles) {
        Set<Role> wanted = Set.of(roles);
        return Panache.getSession().chain(session -> session
                .createSelectionQuery("select u.email, s.permissions from Staffer s join User u on u.id = s.userId"
                        + " where s.orgId = :org order by u.id", Object[].class)
                .setParameter("org", orgId).getResultList())
                .map(rows -> rows.stream()
                        .filter(row -> Role.of((Integer) row[1]).filter(wanted::contains).isPresent())
                        .map(row -> (String) row[0]).toList());
    }

    private static Uni<Staffer> join(long userId, long orgId, int permissions) {
        Staffer staffer = new Staffer();
        staffer.orgId = orgId;
        staffer.userId = userId;
        staffer.permissions = permissions;
        return Rows.write(staffer);
    }
}
