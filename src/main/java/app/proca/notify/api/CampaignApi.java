package app.proca.notify.api;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import app.proca.notify.api.auth.SignIn;
import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.ActionPages;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.campaign.Campaigns;
import app.proca.notify.common.ClientFault;
import app.proca.notify.common.Given;
import app.proca.notify.org.Org;
import app.proca.notify.org.OrgInput;
import app.proca.notify.org.Orgs;
import app.proca.notify.org.ProcessingInput;
import app.proca.notify.user.Memberships;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Viewer;
import graphql.schema.DataFetchingEnvironment;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.graphql.api.Context;
import io.smallrye.mutiny.Uni;

/** Orgs, campaigns and their pages. Mutations run in a transaction each, queries in sessions of their own. */
@GraphQLApi
@ApplicationScoped
public class CampaignApi {

    private final SignIn signIn;
    private final Memberships memberships;
    private final Orgs orgs;
    private final Campaigns campaigns;
    private final ActionPages pages;
    private final Mutiny.SessionFactory sessions;
    private final Context call;

    CampaignApi(SignIn signIn, Memberships memberships, Orgs orgs, Campaigns campaigns, ActionPages pages,
            Mutiny.SessionFactory sessions, Context call) {
        this.signIn = signIn;
        this.memberships = memberships;
        this.orgs = orgs;
        this.campaigns = campaigns;
        this.pages = pages;
        this.sessions = sessions;
        this.call = call;
    }

    /** Who is signed in. */
    @Query
    public Uni<@NonNull UserView> currentUser() {
        Optional<Viewer> viewer = signIn.viewer();
        return answer(() -> Uni.createFrom().item(new UserView(Viewer.signedIn(viewer))));
    }

    /** An org of the viewer's. */
    @Query
    public Uni<OrgView.@NonNull Private> org(@NonNull String name) {
        Optional<Viewer> viewer = signIn.viewer();
        return answer(() -> sessions.openSession().chain(session -> session
                .createSelectionQuery("from Org where name = :name", Org.class).setParameter("name", name)
                .getSingleResultOrNull().eventually(session::close))
                .onItem().ifNull().failWith(() -> ClientFault.notFound())
                .invoke(org -> Viewer.memberOf(viewer, org.id))
                .map(OrgView.Private::new));
    }

    /** A campaign, by one of its identifiers. */
    @Query
    public Uni<CampaignView> campaign(Integer id, String name) {
        return answer(() -> sessions.openSession().chain(session -> find(session, id, name)
                .eventually(session::close)));
    }

    /** A page, by one of its identifiers. */
    @Query
    public Uni<@NonNull ActionPageView> actionPage(Integer id, String name) {
        return answer(() -> sessions.openSession().chain(session -> findPage(session, id, name)
                .eventually(session::close)));
    }

    /** A new org, owned by the caller. */
    @Mutation
    public Uni<@NonNull OrgView> addOrg(@NonNull Inputs.OfOrg input) {
        Optional<Viewer> viewer = signIn.viewer();
        Map<String, Object> given = given("input");
        return inTransaction(() -> memberships
                .foundOrg(Viewer.signedIn(viewer), new Given<OrgInput>(input.value(), given.keySet()))
                .map(OrgView.Private::new));
    }

    @Mutation
    public Uni<OrgView.@NonNull Private> updateOrg(@NonNull String name, @NonNull Inputs.OfOrg input) {
        Optional<Viewer> viewer = signIn.viewer();
        Map<String, Object> given = given("input");
        return inTransaction(() -> orgs.byName(name)
                .invoke(org -> Viewer.allowed(viewer, org.id, Permission.CHANGE_ORG_SETTINGS))
                .chain(org -> orgs.update(org, new Given<OrgInput>(input.value(), given.keySet())))
                .map(OrgView.Private::new));
    }

    /** Which queues the org has follows from this (spec/events.md, row 3). */
    @Mutation
    public Uni<OrgView.@NonNull Private> updateOrgProcessing(@NonNull String name, String emailFrom, Boolean supporterConfirm,
            String supporterConfirmTemplate, Boolean doiThankYou, Boolean customSupporterConfirm, Boolean customActionConfirm,
            Boolean customActionDeliver, Boolean customEventDeliver) {
        Optional<Viewer> viewer = signIn.viewer();
        Map<String, Object> given = arguments();
        ProcessingInput input = new ProcessingInput(null, null, null, null, null, null, emailFrom, supporterConfirm,
                supporterConfirmTemplate, doiThankYou, customSupporterConfirm, customActionConfirm, customActionDeliver,
                customEventDeliver);
        return inTransaction(() -> orgs.byName(name)
                .invoke(org -> Viewer.allowed(viewer, org.id, Permission.CHANGE_ORG_SETTINGS))
                .chain(org -> orgs.updateProcessing(org, new Given<>(input, given.keySet())))
                .map(OrgView.Private::new));
    }

    @Mutation
    public Uni<@NonNull CampaignView> addCampaign(@NonNull String orgName, @NonNull Inputs.OfCampaign input) {
        Optional<Viewer> viewer = signIn.viewer();
        Map<String, Object> given = given("input");
        return inTransaction(() -> orgs.byName(orgName)
                .invoke(org -> Viewer.allowed(viewer, org.id, Permission.MANAGE_CAMPAIGNS))
                .chain(org -> campaigns.create(org.id, new Given<>(input.value(), given.keySet()))
                        .map(campaign -> new CampaignView(campaign, org))));
    }

    @Mutation
    public Uni<@NonNull CampaignView> updateCampaign(Integer id, String name, @NonNull Inputs.OfCampaign input) {
        Optional<Viewer> viewer = signIn.viewer();
        Map<String, Object> given = given("input");
        return inTransaction(() -> Panache.getSession()
                .chain(session -> this.<Campaign> one(session, "Campaign", Campaign.class, id, name))
                .chain(campaign -> Panache.getSession().chain(session -> lead(session, campaign))
                        .invoke(org -> Viewer.allowed(viewer, org.id, Permission.MANAGE_CAMPAIGNS,
                                Permission.CHANGE_CAMPAIGN_SETTINGS))
                        .call(() -> campaigns.update(campaign, new Given<>(input.value(), given.keySet())))
                        .map(org -> new CampaignView(campaign, org))));
    }

    @Mutation
    public Uni<@NonNull ActionPageView> addActionPage(@NonNull String orgName, @NonNull String campaignName,
            @NonNull Inputs.OfActionPage input) {
        Optional<Viewer> viewer = signIn.viewer();
        Map<String, Object> given = given("input");
        return inTransaction(() -> orgs.byName(orgName)
                .invoke(org -> Viewer.allowed(viewer, org.id, Permission.MANAGE_ACTION_PAGES))
                .chain(org -> Panache.getSession()
                        .chain(session -> this.<Campaign> one(session, "Campaign", Campaign.class, null, campaignName))
                        .chain(campaign -> pages.create(org.id, campaign.id, new Given<>(input.value(), given.keySet())))
                        .chain(this::view)));
    }

    @Mutation
    public Uni<@NonNull ActionPageView> updateActionPage(Integer id, String name, @NonNull Inputs.OfActionPage input) {
        Optional<Viewer> viewer = signIn.viewer();
        Map<String, Object> given = given("input");
        return inTransaction(() -> Panache.getSession()
                .chain(session -> this.<ActionPage> one(session, "ActionPage", ActionPage.class, id, name))
                .invoke(page -> Viewer.allowed(viewer, page.orgId, Permission.MANAGE_ACTION_PAGES))
                .chain(page -> pages.update(page, new Given<>(input.value(), given.keySet())))
                .chain(this::view));
    }

    private Uni<CampaignView> find(Mutiny.Session session, @Nullable Integer id, @Nullable String name) {
        return this.<Campaign> one(session, "Campaign", Campaign.class, id, name)
                .chain(campaign -> lead(session, campaign).map(org -> new CampaignView(campaign, org)));
    }

    private Uni<ActionPageView> findPage(Mutiny.Session session, @Nullable Integer id, @Nullable String name) {
        return this.<ActionPage> one(session, "ActionPage", ActionPage.class, id, name).chain(page -> view(session, page));
    }

    private Uni<ActionPageView> view(ActionPage page) {
        return Panache.getSession().chain(session -> view(session, page));
    }

    private Uni<ActionPageView> view(Mutiny.Session session, ActionPage page) {
        return session.find(Org.class, page.orgId)
                .chain(org -> find(session, page.campaignId.intValue(), null)
                        .map(campaign -> new ActionPageView(page, org, campaign)));
    }

    /** A campaign whose lead was deleted belongs to nobody: the API, where every campaign has an org, does not know it. */
    private static Uni<Org> lead(Mutiny.Session session, Campaign campaign) {
        return campaign.orgId == null ? Uni.createFrom().failure(ClientFault.notFound())
                : session.find(Org.class, campaign.orgId);
    }

    private <T> Uni<T> one(Mutiny.Session session, String entity, Class<T> type, @Nullable Integer id, @Nullable String name) {
        if ((id == null) == (name == null)) {
            return Uni.createFrom().failure(ClientFault.badArgument("Provide exactly one identifier argument"));
        }
        return session.createSelectionQuery("from " + entity + (id == null ? " where name = :value" : " where id = :value"), type)
                .setParameter("value", id == null ? (Object) String.valueOf(name) : Long.valueOf(id))
                .getSingleResultOrNull()
                .onItem().ifNull().failWith(() -> ClientFault.notFound());
    }

    /** The arguments that the caller wrote, be they null. */
    private Map<String, Object> arguments() {
        return call.unwrap(DataFetchingEnvironment.class).getArguments();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> given(String argument) {
        return (Map<String, Object>) arguments().get(argument);
    }

    private static <T> Uni<T> inTransaction(Supplier<Uni<T>> work) {
        return answer(() -> Panache.withTransaction(() -> Uni.createFrom().deferred(work::get)));
    }

    private static <T> Uni<T> answer(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(work::get);
    }
}
