package app.proca.notify.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import app.proca.notify.change.UnitsOfWork;
import app.proca.notify.common.Given;
import app.proca.notify.database.Rows;
import app.proca.notify.org.Org;
import app.proca.notify.org.OrgInput;
import app.proca.notify.org.Orgs;
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
                .call(org -> join(viewer.userId(), org.id))
                .call(org -> User.<User>findById(viewer.userId())
                        .invoke(founder -> founded.fire(new OrgFounded(org, founder, units.current()))));
    }

    /** Makes the caller an owner of the org, whatever they were there before. */
    public Uni<Void> joinAsOwner(Viewer viewer, Org org) {
        return Staffer.<Staffer>find("userId = ?1 and orgId = ?2", viewer.userId(), org.id).firstResult()
                .chain(staffer -> {
                    if (staffer == null) {
                        return join(viewer.userId(), org.id);
                    }
                    staffer.permissions |= Role.OWNER.mask();
                    return Rows.write(staffer);
                }).replaceWithVoid();
    }

    private static Uni<Staffer> join(long userId, long orgId) {
        Staffer owner = new Staffer();
        owner.orgId = orgId;
        owner.userId = userId;
        owner.permissions = Role.OWNER.mask();
        return Rows.write(owner);
    }
}
