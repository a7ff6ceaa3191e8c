package app.proca.notify.queue.reconcile;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import app.proca.notify.campaign.Campaign;
import app.proca.notify.change.Created;
import app.proca.notify.change.Deleted;
import app.proca.notify.change.UnitOfWork;
import app.proca.notify.change.Updated;
import app.proca.notify.org.InstanceOrg;
import app.proca.notify.org.Org;
import app.proca.notify.org.Service;
import app.proca.notify.outbox.Channel;
import app.proca.notify.outbox.NewNotification;
import app.proca.notify.outbox.Outbox;

/**
 * Decides that queues are declared, before anything is published to them, and that workers follow on every instance.
 * Changes that no queue follows from decide nothing.
 */
@ApplicationScoped
class QueueNews {

    static final String EVENT = "queues_changed";
    static final String TOPIC = "org_queues";
    /** As the address of a notification: every org. */
    static final String ALL_ORGS = "all";

    private static final Set<String> PROCESSING = Set.of("emailBackendId", "supporterConfirm", "customSupporterConfirm",
            "customActionConfirm", "customActionDeliver", "customEventDeliver", "pushBackendId", "eventBackendId");

    private final Outbox outbox;
    private final InstanceOrg instance;

    QueueNews(Outbox outbox, InstanceOrg instance) {
        this.outbox = outbox;
        this.instance = instance;
    }

    void declareQueues(@Observes Created<Org> created) {
        declare(created.entity().id, created.unit());
    }

    void startWorkers(@Observes Created<Org> created) {
        refreshWorkers(created.entity().id, Long.toString(created.entity().id), created.unit());
    }

    void redeclareQueues(@Observes Updated<Org> updated) {
        if (updated.changes().touchAny(PROCESSING)) {
            declare(updated.entity().id, updated.unit());
        }
    }

    void refreshWorkers(@Observes Updated<Org> updated) {
        if (updated.changes().touchAny(PROCESSING)) {
            refreshWorkers(updated.entity().id, Long.toString(updated.entity().id), updated.unit());
        }
    }

    void redeclareAllQueues(@Observes Updated<Org> updated) {
        if (instance.isInstance(updated.entity())) {
            refreshWorkers(updated.entity().id, ALL_ORGS, updated.unit());
        }
    }

    void stopWorkers(@Observes Deleted<Org> deleted) {
        refreshWorkers(deleted.entity().id, Long.toString(deleted.entity().id), deleted.unit());
    }

    void declareConfirmQueue(@Observes Created<Campaign> created) {
        Long owner = created.entity().orgId;
        if (created.entity().supporterConfirm != null && owner != null) {
            follow(owner, created.unit());
        }
    }

    void redeclareConfirmQueue(@Observes Updated<Campaign> updated) {
        Long owner = updated.entity().orgId;
        if (updated.changes().touchAny(Set.of("supporterConfirm", "orgId")) && owner != null) {
            follow(owner, updated.unit());
        }
    }

    void redeclareBackendQueues(@Observes Updated<Service> updated) {
        if (updated.changes().touch("name")) {
            follow(updated.entity().orgId, updated.unit());
        }
    }

    private void follow(long orgId, UnitOfWork unit) {
        declare(orgId, unit);
        refreshWorkers(orgId, Long.toString(orgId), unit);
    }

    private void declare(long orgId, UnitOfWork unit) {
        outbox.tellOne(unit, "declare_queues", "org:" + orgId,
                () -> new NewNotification(Channel.TOPOLOGY, orgId, "queues", EVENT, Long.toString(orgId), null, "{}"));
    }

    private void refreshWorkers(long orgId, String which, UnitOfWork unit) {
        outbox.tellOne(unit, "refresh_workers", "org:" + which,
                () -> new NewNotification(Channel.INSTANCES, orgId, "queues", EVENT, TOPIC, null, which));
    }
}
