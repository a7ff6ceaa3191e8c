package app.proca.notify.api;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Source;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.api.edge.CurrentViewer;
import app.proca.notify.api.scalar.NaiveDateTime;
import app.proca.notify.org.OrgServices;
import app.proca.notify.org.Orgs;
import app.proca.notify.org.ServiceName;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Viewer;
import app.proca.notify.webhook.WebhookServices;
import io.smallrye.mutiny.Uni;

/** How an org's webhooks are signed, and whether they are called. Proca has none of this. */
@GraphQLApi
@ApplicationScoped
public class WebhookApi {

    private final CurrentViewer current;
    private final Orgs orgs;
    private final OrgServices services;
    private final WebhookServices webhooks;

    WebhookApi(CurrentViewer current, Orgs orgs, OrgServices services, WebhookServices webhooks) {
        this.current = current;
        this.orgs = orgs;
        this.services = services;
        this.webhooks = webhooks;
    }

    /**
     * Signs the calls of a webhook with a new secret, which is in the answer and nowhere else. For a while the secret before
     * it, where there is one, signs too.
     */
    @Mutation
    public Uni<@NonNull NewSecret> generateWebhookSecret(@NonNull String orgName, int id) {
        Optional<Viewer> viewer = current.get();
        return Operations.inSession(() -> orgs.byName(orgName)
                .invoke(org -> Viewer.allowed(viewer, org.id, Permission.CHANGE_ORG_SETTINGS))
                .chain(org -> services.ofKind(org.id, id, ServiceName.WEBHOOK))
                .chain(service -> webhooks.newSecret(service.id))
                .map(secret -> new NewSecret(id, secret)));
    }

    /** How a webhook stands; nothing for services of another kind. */
    public Uni<List<@Nullable WebhookView>> webhook(@Source List<ServiceView> sources) {
        List<Long> ids = sources.stream().filter(ServiceView::takesWebhooks).map(source -> (long) source.getId()).toList();
        return webhooks.states(ids).map(states -> sources.stream().map(source -> view(states, source)).toList());
    }

    private static @Nullable WebhookView view(Map<Long, WebhookServices.State> states, ServiceView source) {
        WebhookServices.State state = states.get((long) source.getId());
        return state == null ? null : new WebhookView(state);
    }

    private static NaiveDateTime shown(Instant instant) {
        return NaiveDateTime.of(LocalDateTime.ofInstant(instant, ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS));
    }

    /** A secret that was just made. */
    @Type("WebhookSecret")
    public static class NewSecret {

        private final int serviceId;
        private final WebhookServices.NewSecret made;

        NewSecret(int serviceId, WebhookServices.NewSecret made) {
            this.serviceId = serviceId;
            this.made = made;
        }

        public int getServiceId() {
            return serviceId;
        }

        /** As libraries for Standard Webhooks take it: {@code whsec_…}. */
        @NonNull
        public String getSecret() {
            return made.text();
        }

        /** Until then the secret before this one signs too. */
        @NonNull
        public NaiveDateTime getPreviousValidUntil() {
            return shown(made.previousValidUntil());
        }
    }

    /** How a webhook stands. */
    @Type("Webhook")
    public static class WebhookView {

        private final WebhookServices.State state;

        WebhookView(WebhookServices.State state) {
            this.state = state;
        }

        /** Whether its calls are signed. */
        public boolean isSigned() {
            return state.signed();
        }

        /** Since when it is called no more; it is again when its service is updated. */
        public @Nullable NaiveDateTime getDisabledAt() {
            return state.disabledAt() == null ? null : shown(state.disabledAt());
        }

        public @Nullable String getDisabledReason() {
            return state.disabledReason();
        }
    }
}
