package app.proca.notify.api;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.action.Actions;
import app.proca.notify.action.Actor;
import app.proca.notify.action.Intake;
import app.proca.notify.action.NewSignature;
import app.proca.notify.action.Tracking;
import app.proca.notify.api.edge.CurrentReferer;
import io.smallrye.mutiny.Uni;

/** What supporters do. Anybody may. */
@GraphQLApi
@ApplicationScoped
public class ActionApi {

    private final CurrentReferer referer;
    private final Intake intake;
    private final Actions actions;

    ActionApi(CurrentReferer referer, Intake intake, Actions actions) {
        this.referer = referer;
        this.intake = intake;
        this.actions = actions;
    }

    /** Adds an action with the contact data, and the consent, of who does it. */
    @Mutation
    public Uni<@NonNull ContactReference> addActionContact(int actionPageId, ActionInputs.@NonNull OfAction action,
            ActionInputs.@NonNull OfContact contact, ActionInputs.@NonNull OfConsent privacy,
            ActionInputs.OfTracking tracking, @Id String contactRef) {
        String from = referer.get().orElse(null);
        return Uni.createFrom().deferred(() -> intake.prepare(new NewSignature(actionPageId, action.value(), contact.value(),
                Boolean.TRUE.equals(privacy.optIn), Boolean.TRUE.equals(privacy.leadOptIn), given(tracking), from, contactRef)))
                .chain(signature -> Operations.inTransaction(() -> intake.write(signature)))
                .map(ContactReference::new);
    }

    /** Adds an action of somebody who gave their contact data before, or will. */
    @Mutation
    public Uni<@NonNull ContactReference> addAction(int actionPageId, @Id @NonNull String contactRef,
            ActionInputs.@NonNull OfAction action, ActionInputs.OfTracking tracking) {
        String from = referer.get().orElse(null);
        return Uni.createFrom()
                .deferred(() -> actions.prepare(actionPageId, contactRef, action.value(), given(tracking), from))
                .chain(further -> Operations.inTransaction(() -> actions.write(further)))
                .map(ContactReference::new);
    }

    /** Gives earlier actions to somebody who gave their contact data by now. */
    @Mutation
    public Uni<@NonNull ContactReference> linkActions(int actionPageId, @Id @NonNull String contactRef,
            List<@NonNull String> linkRefs) {
        return Operations.inTransaction(
                () -> actions.link(actionPageId, contactRef, linkRefs == null ? List.of() : linkRefs))
                .map(ContactReference::new);
    }

    private static Tracking.@Nullable Given given(ActionInputs.@Nullable OfTracking tracking) {
        return tracking == null ? null : tracking.value();
    }

    /** Who acted. */
    @Type("ContactReference")
    public static class ContactReference {

        private final Actor actor;

        ContactReference(Actor actor) {
            this.actor = actor;
        }

        @NonNull
        public String getContactRef() {
            return actor.contactRef();
        }

        public @Nullable String getFirstName() {
            return actor.firstName();
        }
    }
}
