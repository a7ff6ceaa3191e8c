package app.proca.notify.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.graphql.Source;
import org.eclipse.microprofile.graphql.Type;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import app.proca.notify.api.edge.CurrentViewer;
import app.proca.notify.api.edge.GivenArguments;
import app.proca.notify.common.Given;
import app.proca.notify.key.Keys;
import app.proca.notify.key.PublicKey;
import app.proca.notify.org.Org;
import app.proca.notify.org.OrgInput;
import app.proca.notify.org.Orgs;
import app.proca.notify.org.ProcessingInput;
import app.proca.notify.org.Service;
import app.proca.notify.org.ServiceName;
import app.proca.notify.template.Templates;
import app.proca.notify.user.Memberships;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Staffer;
import app.proca.notify.user.User;
import app.proca.notify.user.Viewer;
import io.smallrye.graphql.api.Context;
import io.smallrye.mutiny.Uni;

/** Orgs, and what they have. */
@GraphQLApi
@ApplicationScoped
public class OrgApi {

    private static final String TAKES_PART =
            "(c.orgId = :org or exists (from ActionPage p where p.campaignId = c.id and p.orgId = :org))";

    private final CurrentViewer current;
    private final Context call;
    private final Mutiny.SessionFactory sessions;
    private final Orgs orgs;
    private final Memberships memberships;
    private final Templates templates;

    OrgApi(CurrentViewer current, Context call, Mutiny.SessionFactory sessions, Orgs orgs, Memberships memberships,
            Templates templates) {
        this.current = current;
        this.call = call;
        this.sessions = sessions;
        this.orgs = orgs;
        this.memberships = memberships;
        this.templates = templates;
    }

    /** An org of the viewer's. */
    @Query
    public Uni<OrgView.@NonNull Private> org(@NonNull String name) {
        Optional<Viewer> viewer = current.get();
        return Operations.inSession(() -> orgs.byName(name)
                .invoke(org -> Viewer.memberOf(viewer, org.id))
                .map(OrgView.Private::new));
    }

    /** A new org, owned by the caller. */
    @Mutation
    public Uni<@NonNull OrgView> addOrg(@NonNull Inputs.OfOrg input) {
        Optional<Viewer> viewer = current.get();
        Set<String> given = GivenArguments.of(call, "input");
        return Operations.inTransaction(() -> memberships
                .foundOrg(Viewer.signedIn(viewer), new Given<OrgInput>(input.value(), given))
                .call(org -> templates.require(org, "supporterConfirmTemplate", input.supporterConfirmTemplate))
                .map(OrgView.Private::new));
    }

    @Mutation
    public Uni<OrgView.@NonNull Private> updateOrg(@NonNull String name, @NonNull Inputs.OfOrg input) {
        Set<String> given = GivenArguments.of(call, "input");
        return changing(name, Permission.CHANGE_ORG_SETTINGS, org -> templates
                .require(org, "supporterConfirmTemplate", input.supporterConfirmTemplate)
                .chain(() -> orgs.update(org, new Given<OrgInput>(input.value(), given)))
                .map(OrgView.Private::new));
    }

    /** Which queues the org has follows from this (spec/events.md, row 3). */
    @Mutation
    public Uni<OrgView.@NonNull Private> updateOrgProcessing(@NonNull String name, String emailFrom, ServiceName emailBackend,
            ServiceName transactionalEmailBackend, Boolean supporterConfirm, String supporterConfirmTemplate, Boolean doiThankYou,
            Boolean customSupporterConfirm, Boolean customActionConfirm, Boolean customActionDeliver, Boolean customEventDeliver,
            ServiceName eventBackend, ServiceName pushBackend, ServiceName storageBackend, ServiceName detailBackend) {
        Set<String> given = GivenArguments.of(call);
        ProcessingInput input = new ProcessingInput(emailBackend, transactionalEmailBackend, eventBackend, pushBackend,
                storageBackend, detailBackend, emailFrom, supporterConfirm, supporterConfirmTemplate, doiThankYou,
                customSupporterConfirm, customActionConfirm, customActionDeliver, customEventDeliver);
        return changing(name, Permission.CHANGE_ORG_SETTINGS, org -> orgs.updateProcessing(org, new Given<>(input, given))
                .call(changed -> templates.require(changed, "supporterConfirmTemplate", supporterConfirmTemplate))
                .map(OrgView.Private::new));
    }

    /** Deletes an org that has no pages. Its queues stay on the broker. */
    @Mutation
    public Uni<@NonNull Status> deleteOrg(@NonNull String name) {
        return changing(name, Permission.ORG_OWNER, org -> orgs.delete(org).replaceWith(Status.SUCCESS));
    }

    /** Makes the caller an owner of the org. */
    @Mutation
    public Uni<@NonNull JoinOrgResult> joinOrg(@NonNull String name) {
        Optional<Viewer> viewer = current.get();
        return Operations.inTransaction(() -> orgs.byName(name)
                .call(org -> memberships.joinAsOwner(Viewer.allowed(viewer, Permission.JOIN_ORGS), org))
                .map(JoinOrgResult::new));
    }

    /** How the org's messages are processed. */
    public Uni<OrgView.@NonNull Processing> processing(@Source OrgView.Private source) {
        Org org = source.entity();
        Set<Long> backends = Stream.of(org.emailBackendId, org.transactionalEmailBackendId, org.eventBackendId, org.pushBackendId,
                org.storageBackendId, org.detailBackendId).filter(Objects::nonNull).collect(Collectors.toSet());
        return below(session -> session.createSelectionQuery("from Service where id in :ids", Service.class)
                .setParameter("ids", backends).getResultList()
                .map(found -> found.stream().collect(Collectors.toMap(service -> service.id, service -> service)))
                .chain(found -> session
                        .createSelectionQuery(
                                "select name || '@' || locale from EmailTemplate where orgId = :org order by name, locale",
                                String.class)
                        .setParameter("org", org.id).getResultList()
                        .map(names -> new OrgView.Processing(org, found, names))));
    }

    /** The org's own pages. */
    public Uni<@NonNull List<@NonNull ActionPageView>> actionPages(@Source OrgView.Private source,
            Inputs.SelectActionPage select) {
        Map<String, Object> parameters = new HashMap<>(Map.of("org", source.entity().id));
        String where = "p.orgId = :org" + Lookup.and("p.campaignId = :campaign", "campaign",
                select == null || select.campaignId == null ? null : select.campaignId.longValue(), parameters);
        return below(session -> Lookup.pages(session, where, parameters, current.get()));
    }

    /** One of the org's own pages. */
    public Uni<@NonNull ActionPageView> actionPage(@Source OrgView.Private source, Integer id, String name) {
        Lookup.requireOne(id, name);
        Map<String, Object> parameters = Map.of("org", source.entity().id, "one", id == null ? name : (Object) id.longValue());
        return below(session -> Lookup.pages(session, "p.orgId = :org and " + (id == null ? "p.name" : "p.id") + " = :one",
                parameters, current.get()).map(Lookup::first));
    }

    /** The campaigns that the org leads or has a page in. */
    public Uni<@NonNull List<@NonNull CampaignView>> campaigns(@Source OrgView.Private source, Inputs.SelectCampaign select) {
        Map<String, Object> parameters = new HashMap<>(Map.of("org", source.entity().id));
        String where = TAKES_PART
                + Lookup.and("c.title like :title", "title", select == null ? null : select.titleLike, parameters)
                + Lookup.and("o.name = :lead", "lead", select == null ? null : select.orgName, parameters);
        return below(session -> Lookup.campaigns(session, where, parameters, current.get()));
    }

    /** One of the campaigns that the org leads or has a page in. */
    public Uni<@NonNull CampaignView> campaign(@Source OrgView.Private source, int id) {
        Map<String, Object> parameters = Map.of("org", source.entity().id, "id", (long) id);
        return below(session -> Lookup.campaigns(session, TAKES_PART + " and c.id = :id", parameters, current.get())
                .map(Lookup::first));
    }

    /** The org's keys, the newest last. */
    public Uni<@NonNull List<@NonNull KeyView>> keys(@Source OrgView.Private source, Inputs.SelectKey select) {
        return below(session -> keys(session, source.entity().id, select));
    }

    /** One of the org's keys. */
    public Uni<@NonNull KeyView> key(@Source OrgView.Private source, Inputs.@NonNull SelectKey select) {
        return below(session -> keys(session, source.entity().id, select).map(Lookup::first));
    }

    /** The org's accounts with others. */
    public Uni<@NonNull List<ServiceView>> services(@Source OrgView.Private source, Inputs.SelectService select) {
        Map<String, Object> parameters = new HashMap<>(Map.of("org", source.entity().id));
        String query = "from Service where orgId = :org"
                + Lookup.and("name = :name", "name", select == null ? null : select.name, parameters) + " order by id";
        return below(session -> Lookup.select(session, query, Service.class, parameters)
                .map(found -> found.stream().map(ServiceView::new).toList()));
    }

    /** Who works for the org. */
    public Uni<@NonNull List<OrgUserView>> users(@Source OrgView.Private source) {
        return below(session -> Lookup.select(session,
                "select u, s from Staffer s join User u on u.id = s.userId where s.orgId = :org order by u.id", Object[].class,
                Map.of("org", source.entity().id))
                .map(rows -> rows.stream().map(row -> new OrgUserView((User) row[0], (Staffer) row[1])).toList()));
    }

    private static Uni<List<KeyView>> keys(Mutiny.Session session, long orgId, Inputs.@Nullable SelectKey select) {
        Map<String, Object> parameters = new HashMap<>(Map.of("org", orgId));
        Inputs.SelectKey wanted = select == null ? new Inputs.SelectKey() : select;
        String query = "from PublicKey where orgId = :org"
                + Lookup.and("id = :id", "id", wanted.id == null ? null : wanted.id.longValue(), parameters)
                + Lookup.and("active = :active", "active", wanted.active, parameters)
                + Lookup.and("publicHalf = :half", "half", wanted.publicHalf == null ? null : Keys.decoded(wanted.publicHalf),
                        parameters)
                + " order by id";
        return Lookup.select(session, query, PublicKey.class, parameters).map(found -> found.stream().map(KeyView::new).toList());
    }

    private <T> Uni<T> below(Function<Mutiny.Session, Uni<T>> work) {
        return Operations.inSessionOfItsOwn(sessions, work);
    }

    private <T> Uni<T> changing(String name, Permission permission, Function<Org, Uni<T>> change) {
        Optional<Viewer> viewer = current.get();
        return Operations.inTransaction(() -> orgs.byName(name)
                .invoke(org -> Viewer.allowed(viewer, org.id, permission))
                .chain(change::apply));
    }

    /** The org that the caller joined. */
    @Type("JoinOrgResult")
    public static class JoinOrgResult {

        private final Org joined;

        JoinOrgResult(Org joined) {
            this.joined = joined;
        }

        @NonNull
        public Status getStatus() {
            return Status.SUCCESS;
        }

        @NonNull
        public OrgView getOrg() {
            return new OrgView.Private(joined);
        }
    }
}
