package app.proca.notify.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.graphql.Source;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import app.proca.notify.api.edge.CurrentViewer;
import app.proca.notify.api.edge.GivenArguments;
import app.proca.notify.campaign.ActionPageInput;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.campaign.CampaignInput;
import app.proca.notify.campaign.CampaignProcessingInput;
import app.proca.notify.campaign.Campaigns;
import app.proca.notify.common.ClientFault;
import app.proca.notify.common.Given;
import app.proca.notify.org.Org;
import app.proca.notify.org.Orgs;
import app.proca.notify.template.Templates;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Viewer;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.graphql.api.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Campaigns. */
@GraphQLApi
@ApplicationScoped
public class CampaignApi {

    private final CurrentViewer current;
    private final Context call;
    private final Mutiny.SessionFactory sessions;
    private final Orgs orgs;
    private final Campaigns campaigns;
    private final Templates templates;

    CampaignApi(CurrentViewer current, Context call, Mutiny.SessionFactory sessions, Orgs orgs, Campaigns campaigns,
            Templates templates) {
        this.current = current;
        this.call = call;
        this.sessions = sessions;
        this.orgs = orgs;
        this.campaigns = campaigns;
        this.templates = templates;
    }

    /** A campaign, by one of its identifiers. */
    @Query
    public Uni<CampaignView> campaign(Integer id, String name) {
        Optional<Viewer> viewer = current.get();
        return Operations.inSession(() -> Lookup.campaign(id, name).chain(campaign -> Lookup.view(campaign, viewer)));
    }

    /** The campaigns of which all is true that the caller says of them. */
    @Query
    public Uni<@NonNull List<@NonNull CampaignView>> campaigns(Integer id, String name, String title) {
        Optional<Viewer> viewer = current.get();
        Map<String, Object> parameters = new HashMap<>();
        String where = "true" + Lookup.and("c.id = :id", "id", id == null ? null : id.longValue(), parameters)
                + Lookup.and("c.name = :name", "name", name, parameters)
                + Lookup.and("c.title like :title", "title", title, parameters);
        return Operations.inSession(() -> Panache.getSession()
                .chain(session -> Lookup.campaigns(session, where, parameters, viewer)));
    }

    @Mutation
    public Uni<@NonNull CampaignView> addCampaign(@NonNull String orgName, CampaignInputs.@NonNull OfCampaign input) {
        Written written = written(input);
        return leading(orgName, org -> templates(org, written)
                .chain(() -> campaigns.create(org.id, written.campaign(), written.pages())));
    }

    /** Changes the org's campaign with that external id, else with that name, or adds it, and its pages by their names. */
    @Mutation
    public Uni<@NonNull CampaignView> upsertCampaign(@NonNull String orgName, CampaignInputs.@NonNull OfCampaign input) {
        Written written = written(input);
        return leading(orgName, org -> templates(org, written)
                .chain(() -> campaigns.upsert(org.id, written.campaign(), written.pages())));
    }

    @Mutation
    public Uni<@NonNull CampaignView> updateCampaign(Integer id, String name, CampaignInputs.@NonNull OfCampaign input) {
        Written written = written(input);
        return changing(id, name, new Permission[]{ Permission.MANAGE_CAMPAIGNS, Permission.CHANGE_CAMPAIGN_SETTINGS },
                (campaign, lead) -> templates(lead, written)
                        .chain(() -> campaigns.update(campaign, written.campaign(), written.pages())));
    }

    /** Says for one campaign what its org says for all; null takes that back. */
    @Mutation
    public Uni<@NonNull CampaignView> updateCampaignProcessing(Integer id, String name, Boolean supporterConfirm,
            String supporterConfirmTemplate, Boolean actionConfirm) {
        Given<CampaignProcessingInput> input = new Given<>(
                new CampaignProcessingInput(supporterConfirm, supporterConfirmTemplate, actionConfirm), GivenArguments.of(call));
        return changing(id, name, new Permission[]{ Permission.CHANGE_CAMPAIGN_SETTINGS },
                (campaign, lead) -> templates.require(lead, "supporterConfirmTemplate", supporterConfirmTemplate)
                        .chain(() -> campaigns.updateProcessing(campaign, input)));
    }

    /** Deletes a campaign in which nobody acted and no partner has pages. */
    @Mutation
    public Uni<@NonNull Status> deleteCampaign(Integer id, String name, Integer externalId) {
        Optional<Viewer> viewer = current.get();
        return Operations
                .inTransaction(() -> (externalId == null ? Lookup.campaign(id, name) : byExternalId(id, name, externalId, viewer))
                        .call(campaign -> Lookup.lead(campaign)
                                .invoke(lead -> Viewer.allowed(viewer, lead.id, Permission.MANAGE_CAMPAIGNS)))
                        .chain(campaigns::delete)
                        .replaceWith(Status.SUCCESS));
    }

    /** All pages of the campaign, its partners' too: who sees a campaign's private side sees that of its pages. */
    public Uni<@NonNull List<ActionPageView.@NonNull Private>> actionPages(@Source CampaignView.Private source) {
        return Operations.inSessionOfItsOwn(sessions, session -> Lookup.pages(session, "p.campaignId = :campaign",
                Map.of("campaign", (long) source.getId()), current.get()))
                .map(pages -> pages.stream().map(ActionPageView.Private.class::cast).toList());
    }

    /** The input, and which of its fields the caller gave. */
    private record Written(Given<CampaignInput> campaign, List<Given<ActionPageInput>> pages) {}

    /** What an operation does to a campaign. */
    private interface Change {
        Uni<Campaign> apply(Campaign campaign, Org lead);
    }

    private Written written(CampaignInputs.OfCampaign input) {
        Set<String> given = GivenArguments.of(call, "input");
        return new Written(new Given<>(input.value(GivenArguments.of(call, "input", "mtt")), given),
                input.pages(GivenArguments.ofEach(call, "input", "actionPages")));
    }

    private Uni<Void> templates(Org org, Written written) {
        CampaignInput input = written.campaign().input();
        return templates.require(org, "supporterConfirmTemplate", input.supporterConfirmTemplate())
                .chain(() -> templates.require(org, "messageTemplate",
                        input.mtt() == null ? null : input.mtt().input().messageTemplate())
                        .onFailure(ClientFault.class).transform(fault -> ((ClientFault) fault).within("mtt")))
                .chain(() -> pageTemplates(org, written));
    }

    private Uni<Void> pageTemplates(Org org, Written written) {
        return Multi.createFrom().iterable(written.pages())
                .onItem().transformToUniAndConcatenate(page -> ActionPageApi.requireTemplates(templates, org, page.input()))
                .collect().last();
    }

    /** External ids are unique within an org: the caller's may be one of several. */
    private static Uni<Campaign> byExternalId(@Nullable Integer id, @Nullable String name, Integer externalId,
            Optional<Viewer> viewer) {
        if (id != null || name != null) {
            throw ClientFault.badArgument("Provide exactly one identifier argument");
        }
        return Campaign.<Campaign>list("externalId = ?1 and orgId is not null order by id", externalId).map(found -> {
            List<Campaign> own = found.stream()
                    .filter(campaign -> campaign.orgId != null && Viewer.isInsider(viewer, campaign.orgId)).toList();
            if (own.size() > 1) {
                throw ClientFault.badArgument("Several campaigns have that external id: provide the id or the name");
            }
            return own.isEmpty() ? Lookup.first(found) : own.get(0);
        });
    }

    private Uni<CampaignView> leading(String orgName, Function<Org, Uni<Campaign>> change) {
        Optional<Viewer> viewer = current.get();
        return Operations.inTransaction(() -> orgs.byName(orgName)
                .invoke(org -> Viewer.allowed(viewer, org.id, Permission.MANAGE_CAMPAIGNS))
                .chain(org -> change.apply(org).map(campaign -> CampaignView.of(campaign, org, viewer))));
    }

    private Uni<CampaignView> changing(@Nullable Integer id, @Nullable String name, Permission[] anyOf, Change change) {
        Optional<Viewer> viewer = current.get();
        return Operations.inTransaction(() -> Lookup.campaign(id, name)
                .chain(campaign -> Lookup.lead(campaign)
                        .invoke(lead -> Viewer.allowed(viewer, lead.id, anyOf))
                        .chain(lead -> change.apply(campaign, lead).map(changed -> CampaignView.of(changed, lead, viewer)))));
    }
}
