package app.proca.notify.api;

import java.util.Optional;
import java.util.function.BiFunction;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

import app.proca.notify.api.edge.CurrentViewer;
import app.proca.notify.org.Org;
import app.proca.notify.org.Orgs;
import app.proca.notify.user.Memberships;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Viewer;
import io.smallrye.mutiny.Uni;

/** Who works for an org, and as what. */
@GraphQLApi
@ApplicationScoped
public class OrgUserApi {

    private final CurrentViewer current;
    private final Orgs orgs;
    private final Memberships memberships;

    OrgUserApi(CurrentViewer current, Orgs orgs, Memberships memberships) {
        this.current = current;
        this.orgs = orgs;
        this.memberships = memberships;
    }

    /** Lets somebody work for the org, in a role whose rights the caller has; who is not a user becomes one. */
    @Mutation
    public Uni<@NonNull ChangeUserStatus> addOrgUser(@NonNull String orgName, Inputs.@NonNull OfOrgUser input) {
        return changing(orgName, (org, viewer) -> memberships.hire(org, viewer, input.email, input.role))
                .map(isNew -> new ChangeUserStatus(isNew ? Status.SUCCESS : Status.NOOP));
    }

    /** Gives somebody who works for the org another role, whose rights the caller has. */
    @Mutation
    public Uni<@NonNull ChangeUserStatus> updateOrgUser(@NonNull String orgName, Inputs.@NonNull OfOrgUser input) {
        return changing(orgName, (org, viewer) -> memberships.changeRole(org, viewer, input.email, input.role))
                .map(done -> new ChangeUserStatus(Status.SUCCESS));
    }

    /** Ends somebody's work for the org. They stay a user. */
    @Mutation
    public Uni<DeleteUserResult> deleteOrgUser(@NonNull String orgName, @NonNull String email) {
        return changing(orgName, (org, viewer) -> memberships.dismiss(org, viewer, email))
                .map(done -> new DeleteUserResult(Status.SUCCESS));
    }

    private <T> Uni<T> changing(String orgName, BiFunction<Org, Viewer, Uni<T>> change) {
        Optional<Viewer> viewer = current.get();
        return Operations.inTransaction(() -> orgs.byName(orgName)
                .chain(org -> change.apply(org, Viewer.allowed(viewer, org.id, Permission.CHANGE_ORG_SETTINGS))));
    }

    /** What became of somebody's place. */
    @Type("ChangeUserStatus")
    public static class ChangeUserStatus {

        private final Status ended;

        ChangeUserStatus(Status ended) {
            this.ended = ended;
        }

        @NonNull
        public Status getStatus() {
            return ended;
        }
    }

    /** What became of somebody's place. */
    @Type("DeleteUserResult")
    public static class DeleteUserResult {

        private final Status ended;

        DeleteUserResult(Status ended) {
            this.ended = ended;
        }

        @NonNull
        public Status getStatus() {
            return ended;
        }
    }
}
