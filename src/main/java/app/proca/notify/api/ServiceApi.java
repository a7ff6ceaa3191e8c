package app.proca.notify.api;

import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;

import app.proca.notify.api.edge.CurrentViewer;
import app.proca.notify.api.edge.GivenArguments;
import app.proca.notify.common.Given;
import app.proca.notify.org.OrgServices;
import app.proca.notify.org.Orgs;
import app.proca.notify.template.Templates;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Viewer;
import app.proca.notify.webhook.WebhookServices;
import io.smallrye.graphql.api.Context;
import io.smallrye.mutiny.Uni;

/** What an org sends with: its accounts with others, and its mails. */
@GraphQLApi
@ApplicationScoped
public class ServiceApi {

    private final CurrentViewer current;
    private final Context call;
    private final Orgs orgs;
    private final OrgServices services;
    private final WebhookServices webhooks;
    private final Templates templates;

    ServiceApi(CurrentViewer current, Context call, Orgs orgs, OrgServices services, WebhookServices webhooks,
            Templates templates) {
        this.current = current;
        this.call = call;
        this.orgs = orgs;
        this.services = services;
        this.webhooks = webhooks;
        this.templates = templates;
    }

    /**
     * Changes the service of that id; where none is given the newest of that name, or adds one. A webhook that said that it is
     * gone is called again.
     */
    @Mutation
    public Uni<@NonNull ServiceView> upsertService(@NonNull String orgName, Integer id, @NonNull Inputs.OfService input) {
        Optional<Viewer> viewer = current.get();
        Set<String> given = GivenArguments.of(call, "input");
        return Operations.inTransaction(() -> orgs.byName(orgName)
                .invoke(org -> Viewer.allowed(viewer, org.id, Permission.CHANGE_ORG_SETTINGS))
                .chain(org -> services.upsert(org.id, id == null ? null : id.longValue(), new Given<>(input.value(), given)))
                .call(service -> webhooks.enable(service.id))
                .map(ServiceView::new));
    }

    /** Changes the org's template of that name and locale, or adds it. */
    @Mutation
    public Uni<Status> upsertTemplate(@NonNull String orgName, @NonNull Inputs.OfTemplate input) {
        Optional<Viewer> viewer = current.get();
        Set<String> given = GivenArguments.of(call, "input");
        return Operations.inTransaction(() -> orgs.byName(orgName)
                .invoke(org -> Viewer.allowed(viewer, org.id, Permission.CHANGE_CAMPAIGN_SETTINGS))
                .chain(org -> templates.upsert(org.id, new Given<>(input.value(), given)))
                .replaceWith(Status.SUCCESS));
    }
}
