package app.proca.notify.testing;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

import app.proca.notify.action.Action;
import app.proca.notify.action.ActionStatus;
import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.org.Org;
import app.proca.notify.org.Service;
import app.proca.notify.org.ServiceName;
import app.proca.notify.supporter.Contact;
import app.proca.notify.supporter.ProcessingStatus;
import app.proca.notify.supporter.Supporter;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;

/** Orgs with backends, and supporters who signed, in the database of the application under test. */
public final class SignedActions {

    private SignedActions() {}

    /** An org whose actions, events, or both a service takes. */
    public static Org anOrg(ServiceName kind, boolean push, boolean event, Consumer<Service> with) {
        Org org = new Org();
        org.name = "org-" + UUID.randomUUID();
        org.title = "Hook Org";
        written(org);
        Service service = new Service();
        service.orgId = org.id;
        service.name = kind;
        with.accept(service);
        written(service);
        inTransaction(() -> Org.<Org>findById(org.id).invoke(found -> {
            found.pushBackendId = push ? service.id : null;
            found.eventBackendId = event ? service.id : null;
        }));
        org.pushBackendId = push ? service.id : null;
        org.eventBackendId = event ? service.id : null;
        return org;
    }

    /** Takes nothing yet. */
    public static long anotherService(Org org, ServiceName kind, Consumer<Service> with) {
        Service service = new Service();
        service.orgId = org.id;
        service.name = kind;
        with.accept(service);
        written(service);
        return service.id;
    }

    public static Campaign aCampaign(Org org) {
        Campaign campaign = new Campaign();
        campaign.orgId = org.id;
        campaign.name = "hookcamp-" + UUID.randomUUID();
        campaign.title = "Hook";
        written(campaign);
        return campaign;
    }

    /** The supporter of an accepted action, of whom the org has a contact; the action is delivered. */
    public static Action aDeliveredAction(Org org) {
        Campaign campaign = aCampaign(org);
        ActionPage page = new ActionPage();
        page.name = "hook/" + UUID.randomUUID();
        page.locale = "en";
        page.orgId = org.id;
        page.campaignId = campaign.id;
        written(page);
        Supporter supporter = new Supporter();
        supporter.campaignId = campaign.id;
        supporter.actionPageId = page.id;
        supporter.fingerprint = new byte[32];
        supporter.processingStatus = ProcessingStatus.ACCEPTED;
        written(supporter);
        Contact contact = new Contact();
        contact.supporterId = supporter.id;
        contact.orgId = org.id;
        contact.payload = "{}".getBytes(StandardCharsets.UTF_8);
        written(contact);
        Action action = new Action();
        action.supporterId = supporter.id;
        action.actionType = "petition";
        action.campaignId = campaign.id;
        action.actionPageId = page.id;
        action.processingStatus = ActionStatus.DELIVERED;
        written(action);
        return action;
    }

    private static void written(PanacheEntityBase row) {
        inTransaction(() -> row.persist().replaceWithVoid());
    }

    /** Does it, and waits. */
    public static void inTransaction(Supplier<Uni<?>> work) {
        try {
            Object unused =
                    VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> work.get().replaceWithVoid()));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
