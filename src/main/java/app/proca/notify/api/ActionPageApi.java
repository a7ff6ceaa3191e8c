package app.proca.notify.api;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.jspecify.annotations.Nullable;

import app.proca.notify.api.edge.CurrentViewer;
import app.proca.notify.api.edge.GivenArguments;
import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.ActionPageInput;
import app.proca.notify.campaign.ActionPages;
import app.proca.notify.common.ClientFault;
import app.proca.notify.common.Given;
import app.proca.notify.org.Org;
import app.proca.notify.org.Orgs;
import app.proca.notify.template.Templates;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Viewer;
import io.smallrye.graphql.api.Context;
import io.smallrye.mutiny.Uni;

/** Action pages. */
@GraphQLApi
@ApplicationScoped
public class ActionPageApi {

    private final CurrentViewer current;
    private final Context call;
    private final Orgs orgs;
    private final ActionPages pages;
    private final Templates templates;

    ActionPageApi(CurrentViewer current, Context call, Orgs orgs, ActionPages pages, Templates templates) {
        this.current = current;
        this.call = call;
        this.orgs = orgs;
        this.pages = pages;
        this.templates = templates;
    }

    /** A page, by one of its identifiers. A page whose name is its address is also found by its URL. */
    @Query
    public Uni<@NonNull ActionPageView> actionPage(Integer id, String name, String url) {
        Optional<Viewer> viewer = current.get();
        return Operations.inSession(() -> {
            if (name != null && url != null) {
                throw ClientFault.badArgument("Provide exactly one identifier argument");
            }
            return Lookup.page(id, url == null ? name : nameIn(url)).chain(page -> Lookup.view(page, viewer));
        });
    }

    @Mutation
    public Uni<@NonNull ActionPageView> addActionPage(@NonNull String orgName, @NonNull String campaignName,
            @NonNull Inputs.OfActionPage input) {
        Set<String> given = GivenArguments.of(call, "input");
        return creating(orgName, org -> requireTemplates(templates, org, input.value())
                .chain(() -> Lookup.campaign(null, campaignName))
                .chain(campaign -> pages.create(org.id, campaign.id, new Given<>(input.value(), given))));
    }

    /** Adds a page like another one, of whatever org, to the same campaign. */
    @Mutation
    public Uni<@NonNull ActionPageView> copyActionPage(@NonNull String orgName, @NonNull String name, @NonNull String fromName) {
        return creating(orgName, org -> Lookup.page(null, fromName).chain(from -> pages.copy(from, org.id, name)));
    }

    /** Adds a page like the campaign's first one. */
    @Mutation
    public Uni<@NonNull ActionPageView> copyCampaignActionPage(@NonNull String orgName, @NonNull String name,
            @NonNull String fromCampaignName) {
        return creating(orgName, org -> Lookup.campaign(null, fromCampaignName)
                .chain(campaign -> ActionPage.<ActionPage>find("campaignId = ?1 order by id", campaign.id).firstResult()
                        .onItem().ifNull()
                        .failWith(() -> ClientFault.plain("Campaign " + campaign.name + " does not have action pages")))
                .chain(from -> pages.copy(from, org.id, name)));
    }

    @Mutation
    public Uni<@NonNull ActionPageView> updateActionPage(Integer id, String name, @NonNull Inputs.OfActionPage input) {
        Optional<Viewer> viewer = current.get();
        Set<String> given = GivenArguments.of(call, "input");
        return changing(id, name, page -> Org.<Org>findById(page.orgId)
                .chain(org -> requireTemplates(templates, org, input.value()))
                .chain(() -> pages.update(page, new Given<>(input.value(), given)))
                .chain(changed -> Lookup.view(changed, viewer)));
    }

    /** Deletes a page on which nobody acted. */
    @Mutation
    public Uni<@NonNull Status> deleteActionPage(Integer id, String name) {
        return changing(id, name, page -> pages.delete(page).replaceWith(Status.SUCCESS));
    }

    /** Refuses names of templates that the org cannot send. */
    static Uni<Void> requireTemplates(Templates templates, Org org, ActionPageInput input) {
        return templates.require(org, "thankYouTemplate", input.thankYouTemplate())
                .chain(() -> templates.require(org, "supporterConfirmTemplate", input.supporterConfirmTemplate()))
                .chain(() -> templates.require(org, "duplicateTemplate", input.duplicateTemplate()));
    }

    /** {@code https://example.org/act/} is the page {@code example.org/act}. */
    static String nameIn(String url) {
        return url.replaceFirst("^[a-zA-Z]+://", "").replaceFirst("[?#].*$", "").replaceFirst("/$", "");
    }

    private Uni<ActionPageView> creating(String orgName, Function<Org, Uni<ActionPage>> create) {
        Optional<Viewer> viewer = current.get();
        return Operations.inTransaction(() -> orgs.byName(orgName)
                .invoke(org -> Viewer.allowed(viewer, org.id, Permission.MANAGE_ACTION_PAGES))
                .chain(create::apply)
                .chain(page -> Lookup.view(page, viewer)));
    }

    private <T> Uni<T> changing(@Nullable Integer id, @Nullable String name, Function<ActionPage, Uni<T>> change) {
        Optional<Viewer> viewer = current.get();
        return Operations.inTransaction(() -> Lookup.page(id, name)
                .invoke(page -> Viewer.allowed(viewer, page.orgId, Permission.MANAGE_ACTION_PAGES))
                .chain(change::apply));
    }
}
