package app.proca.notify.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.graphql.Type;
import org.jboss.logmanager.Logger;

import app.proca.notify.api.edge.CurrentViewer;
import app.proca.notify.api.edge.GivenArguments;
import app.proca.notify.common.Given;
import app.proca.notify.org.Org;
import app.proca.notify.user.ApiTokens;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Role;
import app.proca.notify.user.Staffer;
import app.proca.notify.user.User;
import app.proca.notify.user.Users;
import app.proca.notify.user.Viewer;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.graphql.api.Context;
import io.smallrye.mutiny.Uni;

/** The user who asks, and the service that answers. */
@GraphQLApi
@ApplicationScoped
public class UserApi {

    private final CurrentViewer current;
    private final Context call;
    private final ApiTokens tokens;
    private final Users users;
    private final String name;
    private final String version;

    UserApi(CurrentViewer current, Context call, ApiTokens tokens, Users users,
            @ConfigProperty(name = "quarkus.application.name") String name,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.current = current;
        this.call = call;
        this.tokens = tokens;
        this.users = users;
        this.name = name;
        this.version = version;
    }

    /** Who is signed in. */
    @Query
    public Uni<@NonNull UserView> currentUser() {
        Optional<Viewer> viewer = current.get();
        return Operations.inSession(() -> {
            long id = Viewer.signedIn(viewer).userId();
            return User.<User>findById(id).chain(user -> ownView(user, viewer));
        });
    }

    /** The users of the instance, for who manages them. */
    @Query
    public Uni<@NonNull List<@NonNull UserView>> users(Inputs.SelectUser select) {
        Optional<Viewer> viewer = current.get();
        return Operations.inSession(() -> {
            Viewer.allowed(viewer, Permission.MANAGE_USERS);
            return found(select == null ? new Inputs.SelectUser() : select)
                    .chain(found -> roles(found.stream().map(user -> user.id).toList(), viewer)
                            .map(roles -> found.stream()
                                    .map(user -> new UserView(user, roles.getOrDefault(user.id, List.of()), Optional.empty()))
                                    .toList()));
        });
    }

    /** Changes what is told of the caller, or of another user for who manages users. */
    @Mutation
    public Uni<@NonNull UserView> updateUser(Integer id, String email, Inputs.@NonNull OfUserDetails input) {
        Optional<Viewer> viewer = current.get();
        Set<String> given = GivenArguments.of(call, "input");
        return Operations.inTransaction(() -> {
            Viewer known = Viewer.signedIn(viewer);
            if (id != null && email != null) {
                Lookup.requireOne(id, email);
            }
            return users.changeable(known, id, email)
                    .chain(user -> users.update(user, new Given<>(input.value(), given)))
                    .chain(user -> user.id == known.userId() ? ownView(user, viewer) : view(user.id, viewer));
        });
    }

    /** A new token to sign requests with, shown this once; the one before is void. */
    @Mutation
    public Uni<@NonNull String> resetApiToken() {
        Optional<Viewer> viewer = current.get();
        return Operations.inTransaction(() -> tokens.reset(Viewer.signedIn(viewer).userId()));
    }

    /** What runs here. */
    @Query
    public Application application() {
        Viewer.allowed(current.get(), Permission.INSTANCE_OWNER);
        return new Application(name, version, Logger.getLogger("").getLevel().getName());
    }

    /** The name of the role whose permissions the staffer has. */
    static String role(Staffer staffer) {
        return Role.of(staffer.permissions).map(Role::wireName).orElse("custom");
    }

    /** A user as others see them: without a token. */
    static Uni<UserView> view(long userId, Optional<Viewer> viewer) {
        return User.<User>findById(userId)
                .chain(user -> roles(userId, viewer).map(roles -> new UserView(user, roles, Optional.empty())));
    }

    /** A user as they see themselves. */
    private Uni<UserView> ownView(User user, Optional<Viewer> viewer) {
        return roles(user.id, viewer)
                .chain(roles -> tokens.expiry(user.id).map(expiry -> new UserView(user, roles, expiry)));
    }

    private static Uni<List<User>> found(Inputs.SelectUser select) {
        Map<String, Object> parameters = new HashMap<>();
        String query = "from User u where true = true"
                + Lookup.and("u.id = :id", "id", select.id == null ? null : select.id.longValue(), parameters)
                + Lookup.and("u.email like :email", "email", select.email, parameters)
                + Lookup.and("exists (from Staffer s join Org o on o.id = s.orgId where s.userId = u.id and o.name = :org)",
                        "org",
                        select.orgName, parameters)
                + " order by u.id";
        return Panache.getSession().chain(session -> Lookup.select(session, query, User.class, parameters));
    }

    private static Uni<List<UserView.InOrg>> roles(long userId, Optional<Viewer> viewer) {
        return roles(List.of(userId), viewer).map(roles -> roles.getOrDefault(userId, List.of()));
    }

    /** By user. */
    private static Uni<Map<Long, List<UserView.InOrg>>> roles(List<Long> userIds, Optional<Viewer> viewer) {
        return Panache.getSession().chain(session -> session
                .createSelectionQuery(
                        "select s, o from Staffer s join Org o on o.id = s.orgId where s.userId in :users order by o.id",
                        Object[].class)
                .setParameter("users", userIds).getResultList())
                .map(rows -> rows.stream().collect(Collectors.groupingBy(row -> ((Staffer) row[0]).userId, Collectors.mapping(
                        row -> new UserView.InOrg(OrgView.of((Org) row[1], viewer), role((Staffer) row[0])),
                        Collectors.toList()))));
    }

    /** The service that answers. */
    @Type("Application")
    public static class Application {

        private final String called;
        private final String release;
        private final String level;

        Application(String called, String release, String level) {
            this.called = called;
            this.release = release;
            this.level = level;
        }

        public String getName() {
            return called;
        }

        public String getVersion() {
            return release;
        }

        public String getLogLevel() {
            return level;
        }
    }
}
