package app.proca.notify.api;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.jspecify.annotations.Nullable;

import app.proca.notify.action.ExportFilter;
import app.proca.notify.action.Exports;
import app.proca.notify.api.edge.CurrentViewer;
import app.proca.notify.api.scalar.DateTime;
import app.proca.notify.common.ClientFault;
import app.proca.notify.database.Deadlock;
import app.proca.notify.org.Org;
import app.proca.notify.org.Orgs;
import app.proca.notify.supporter.ContactRef;
import app.proca.notify.supporter.Erasure;
import app.proca.notify.supporter.Fingerprints;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Viewer;
import io.smallrye.mutiny.Uni;

/** What an org takes out of what supporters gave it, and how it forgets them. */
@GraphQLApi
@ApplicationScoped
public class ExportApi {

    private final CurrentViewer current;
    private final Orgs orgs;
    private final Exports exports;
    private final Erasure erasure;
    private final Fingerprints fingerprints;

    ExportApi(CurrentViewer current, Orgs orgs, Exports exports, Erasure erasure, Fingerprints fingerprints) {
        this.current = current;
        this.orgs = orgs;
        this.exports = exports;
        this.erasure = erasure;
        this.fingerprints = fingerprints;
    }

    /** Accepted actions of which the org holds a contact, by their id; by default those of people who opted in. */
    @Query
    public Uni<@NonNull List<ActionView>> exportActions(@NonNull String orgName, Integer campaignId, String campaignName,
            Integer start, DateTime after, Integer limit, Boolean onlyOptIn, Boolean onlyDoubleOptIn, Boolean includeTesting) {
        return actions(orgName, campaignId, campaignName, (org, campaign) -> new ExportFilter(org, campaign, null, null, start,
                after == null ? null : after.time(), limit, onlyOptIn == null || onlyOptIn, isTrue(onlyDoubleOptIn),
                isTrue(includeTesting), false));
    }

    /** The same, also of one type only; whether people opted in or not, unless it is asked for. */
    @Query
    public Uni<@NonNull List<ActionView>> actions(@NonNull String orgName, Integer campaignId, String campaignName,
            String actionType, Integer start, DateTime after, Integer limit, Boolean onlyOptIn, Boolean onlyDoubleOptIn,
            Boolean includeTesting) {
        return actions(orgName, campaignId, campaignName, (org, campaign) -> new ExportFilter(org, campaign, actionType, null,
                start, after == null ? null : after.time(), limit, isTrue(onlyOptIn), isTrue(onlyDoubleOptIn),
                isTrue(includeTesting), false));
    }

    /** Of each supporter the action that their contact came with; of one person, where the address is given. */
    @Query
    public Uni<@NonNull List<ActionView>> contacts(@NonNull String orgName, String email, Integer campaignId,
            String campaignName, Integer start, DateTime after, Integer limit, Boolean onlyOptIn, Boolean onlyDoubleOptIn,
            Boolean includeTesting) {
        return actions(orgName, campaignId, campaignName, (org, campaign) -> new ExportFilter(org, campaign, null,
                email == null ? null : ContactRef.of(fingerprints.of(email.strip().toLowerCase(Locale.ROOT))), start,
                after == null ? null : after.time(), limit, isTrue(onlyOptIn), isTrue(onlyDoubleOptIn), isTrue(includeTesting),
                true));
    }

    /** Forgets somebody: the org's contacts, and all else in clear or on its way to the org. Cannot be undone. */
    @Mutation
    public Uni<@NonNull Status> deleteContact(@NonNull String orgName, @NonNull String contactRef) {
        Optional<Viewer> viewer = current.get();
        return Operations.inTransaction(() -> orgs.byName(orgName)
                .invoke(org -> Viewer.allowed(viewer, org.id, Permission.DELETE_CONTACTS))
                .chain(org -> erasure.erase(org.id, decoded(contactRef)))
                .map(known -> known ? Status.SUCCESS : Status.NOOP))
                // a relay may settle, in another order, what is withdrawn here
                .onFailure(Deadlock::explains).retry().atMost(1);
    }

    /** Whose, of which campaign. */
    private interface Selection {
        ExportFilter of(long orgId, @Nullable Long campaignId);
    }

    private Uni<List<ActionView>> actions(String orgName, @Nullable Integer campaignId, @Nullable String campaignName,
            Selection selection) {
        Optional<Viewer> viewer = current.get();
        return Operations.inSession(() -> orgs.byName(orgName)
                .invoke(org -> Viewer.allowed(viewer, org.id, Permission.EXPORT_CONTACTS))
                .chain(org -> filter(org, campaignId, campaignName, selection))
                .chain(exports::actions)
                .map(found -> found.stream().map(one -> new ActionView(one, viewer)).toList()));
    }

    private static Uni<ExportFilter> filter(Org org, @Nullable Integer campaignId, @Nullable String campaignName,
            Selection selection) {
        return campaignId == null && campaignName == null
                ? Uni.createFrom().item(() -> selection.of(org.id, null))
                : Lookup.campaign(campaignId, campaignName).map(campaign -> selection.of(org.id, campaign.id));
    }

    private static boolean isTrue(@Nullable Boolean flag) {
        return Boolean.TRUE.equals(flag);
    }

    private static byte[] decoded(String contactRef) {
        try {
            return Base64.getUrlDecoder().decode(contactRef);
        } catch (IllegalArgumentException malformed) {
            throw ClientFault.badArgument("contactRef is not base64url");
        }
    }
}
