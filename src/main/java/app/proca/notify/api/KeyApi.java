package app.proca.notify.api;

import java.util.Optional;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

import app.proca.notify.api.edge.CurrentViewer;
import app.proca.notify.key.Keys;
import app.proca.notify.org.Org;
import app.proca.notify.org.Orgs;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Viewer;
import io.smallrye.mutiny.Uni;

/** The keys that personal data of an org is encrypted with. */
@GraphQLApi
@ApplicationScoped
public class KeyApi {

    private final CurrentViewer current;
    private final Orgs orgs;
    private final Keys keys;

    KeyApi(CurrentViewer current, Orgs orgs, Keys keys) {
        this.current = current;
        this.orgs = orgs;
        this.keys = keys;
    }

    /** Makes a key pair; its private half is in the answer, and kept by the caller alone. */
    @Mutation
    public Uni<KeyView.@NonNull WithPrivate> generateKey(@NonNull String orgName, @NonNull Inputs.OfNewKey input) {
        return onKeysOf(orgName, org -> keys.generate(org, input.name).map(KeyView.WithPrivate::new));
    }

    /** Takes in the public half of a key that the org made itself. */
    @Mutation
    public Uni<@NonNull KeyView> addKey(@NonNull String orgName, @NonNull Inputs.OfKey input) {
        return onKeysOf(orgName, org -> keys.add(org, input.name, input.publicHalf).map(KeyView::new));
    }

    /** Personal data that is taken from now on is encrypted with this key. */
    @Mutation
    public Uni<@NonNull ActivateKeyResult> activateKey(@NonNull String orgName, int id) {
        return onKeysOf(orgName, org -> keys.activate(org, id).replaceWith(ActivateKeyResult::new));
    }

    /** Personal data that is taken from now on stays in clear. */
    @Mutation
    public Uni<@NonNull ActivateKeyResult> deactivateAllKeys(@NonNull String orgName) {
        return onKeysOf(orgName, org -> keys.deactivateAll(org).replaceWith(ActivateKeyResult::new));
    }

    private <T> Uni<T> onKeysOf(String orgName, Function<Org, Uni<T>> work) {
        Optional<Viewer> viewer = current.get();
        return Operations.inTransaction(() -> orgs.byName(orgName)
                .invoke(org -> Viewer.allowed(viewer, org.id, Permission.CHANGE_ORG_SETTINGS, Permission.EXPORT_CONTACTS))
                .chain(work::apply));
    }

    /** Done. */
    @Type("ActivateKeyResult")
    public static class ActivateKeyResult {

        @NonNull
        public Status getStatus() {
            return Status.SUCCESS;
        }
    }
}
