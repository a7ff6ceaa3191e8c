package app.proca.notify.api;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.graphql.Type;
import org.jboss.logmanager.Logger;

import app.proca.notify.api.edge.CurrentViewer;
import app.proca.notify.org.Org;
import app.proca.notify.user.ApiTokens;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Role;
import app.proca.notify.user.Staffer;
import app.proca.notify.user.User;
import app.proca.notify.user.Viewer;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** The user who asks, and the service that answers. */
@GraphQLApi
@ApplicationScoped
public class UserApi {

    private final CurrentViewer current;
    private final ApiTokens tokens;
    private final String name;
    private final String version;

    UserApi(CurrentViewer current, ApiTokens tokens, @ConfigProperty(name = "quarkus.application.name") String name,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.current = current;
        this.tokens = tokens;
        this.name = name;
        this.version = version;
    }

    /** Who is signed in. */
    @Query
    public Uni<@NonNull UserView> currentUser() {
        Optional<Viewer> viewer = current.get();
        return Operations.inSession(() -> {
            long id = Viewer.signedIn(viewer).userId();
            return User.<User>findById(id).chain(user -> roles(id, viewer)
                    .chain(roles -> tokens.expiry(id).map(expiry -> new UserView(user, roles, expiry))));
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

    private static Uni<List<UserView.InOrg>> roles(long userId, Optional<Viewer> viewer) {
        return Panache.getSession().chain(session -> session
                .createSelectionQuery(
                        "select s, o from Staffer s join Org o on o.id = s.orgId where s.userId = :user order by o.id",
                        Object[].class)
                .setParameter("user", userId).getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new UserView.InOrg(OrgView.of((Org) row[1], viewer), role((Staffer) row[0])))
                        .toList());
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
