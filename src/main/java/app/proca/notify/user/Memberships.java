package app.proca.notify.user;

import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import org.jspecify.annotations.Nullable;

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
    private final Registration registration;

    Memberships(Orgs orgs, UnitsOfWork units, Event<OrgFounded> founded, Registration registration) {
        this.orgs = orgs;
        this.units = units;
        this.founded = founded;
        this.registration = registration;
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

    /**
     * Makes somebody a staffer of the org, and a user where nobody has that address. False where they are a staffer already,
     * which leaves their role alone.
     *
     * @throws ClientFault (in the Uni) where there is no such role, or it has rights that the one who hands it out lacks
     */
    public Uni<Boolean> hire(Org org, Viewer by, String email, String role) {
        int permissions = role(org, by, role).mask();
        return userOf(email)
                .onItem().ifNull().switchTo(() -> registration.enrol(email.strip()))
                .chain(user -> staffer(org, user).chain(staffer -> staffer != null
                        ? Uni.createFrom().item(false)
                        : join(user.id, org.id, permissions).replaceWith(true)));
    }

    /**
     * Gives a staffer of the org this role instead of what they may do there.
     *
     * @throws ClientFault (in the Uni) where there is no such role or staffer, or the role has rights that the one who hands it
     *     out lacks
     */
    public Uni<Void> changeRole(Org org, Viewer by, String email, String role) {
        int permissions = role(org, by, role).mask();
        return stafferOf(org, email)
                .invoke(staffer -> staffer.permissions = permissions)
                .chain(Rows::write)
                .replaceWithVoid();
    }

    /**
     * Ends somebody's work for the org; they stay a user. Who could not come back by themselves cannot leave by themselves: an
     * org would lose its last owner by mistake.
     *
     * @throws ClientFault (in the Uni) where they are no staffer, or it is the caller, who may not join orgs
     */
    public Uni<Void> dismiss(Org org, Viewer by, String email) {
        return stafferOf(org, email)
                .invoke(staffer -> {
                    if (staffer.userId == by.userId() && !by.may(org.id, Permission.JOIN_ORGS)) {
                        throw ClientFault.permissionDenied("You cannot remove yourself", Map.of());
                    }
                })
                .chain(Rows::delete);
    }

    /** @throws ClientFault where there is no such role, or the viewer may not hand it out */
    private static Role role(Org org, Viewer by, String name) {
        Role role = Role.named(name).orElseThrow(() -> ClientFault.notFound("No such role"));
        if (!by.mayHandOut(org.id, role)) {
            throw ClientFault.permissionDenied("User must have higher role", Map.of());
        }
        return role;
    }

    private static Uni<Staffer> stafferOf(Org org, String email) {
        return userOf(email)
                .onItem().ifNull().failWith(() -> ClientFault.notFound("User does not exist"))
                .chain(user -> staffer(org, user))
                .onItem().ifNull().failWith(() -> ClientFault.notFound("User is not a member of this org"));
    }

    private static Uni<@Nullable User> userOf(String email) {
        return User.<User>find("email", email.strip()).firstResult();
    }

    private static Uni<@Nullable Staffer> staffer(Org org, User user) {
        return Staffer.<Staffer>find("userId = ?1 and orgId = ?2", user.id, org.id).firstResult();
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
