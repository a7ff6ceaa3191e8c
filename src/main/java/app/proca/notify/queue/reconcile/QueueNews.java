package app.proca.notify.queue.reconcile;

import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jspecify.annotations.Nullable;

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

    private static final String EVENT = "queues_changed";

    private static final Set<String> PROCESSING = Set.of("emailBackendId", "supporterConfirm", "customSupporterConfirm",
            "customActionConfirm", "customActionDeliver", "customEventDeliver", "pushBackendId", "eventBackendId");

    /** What workers go by beside those. */
    private static final String EMAIL_FROM = "emailFrom";

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
        if (updated.changes().touchAny(PROCESSING) || updated.changes().touch(EMAIL_FROM)) {
            refreshWorkers(updated.entity().id, Long.toString(updated.entity().id), updated.unit());
        }
    }

    void redeclareAllQueues(@Observes Updated<Org> updated) {
        if (instance.isInstance(updated.entity())) {
            declare(updated.entity().id, Reconciliation.ALL_ORGS, updated.unit());
        }
    }

    void refreshAllWorkers(@Observes Updated<Org> updated) {
        if (instance.isInstance(updated.entity())) {
            refreshWorkers(updated.entity().id, Reconciliation.ALL_ORGS, updated.unit());
        }
    }

    void stopWorkers(@Observes Deleted<Org> deleted) {
        refreshWorkers(deleted.entity().id, Long.toString(deleted.entity().id), deleted.unit());
    }

    void followOperator(@Observes PipesChanged changed) {
        refreshWorkers(changed.orgId(), Long.toString(changed.orgId()), changed.unit());
    }

    void declareConfirmQueue(@Observes Created<Campaign> created) {
        if (Boolean.TRUE.equals(created.entity().supporterConfirm)) {
            follow(created.entity().orgId, created.unit());
        }
    }

    /** A campaign that changes hands concerns both owners. */
    void redeclareConfirmQueue(@Observes Updated<Campaign> updated) {
        if (updated.changes().touchAny(Set.of("supporterConfirm", "orgId"))) {
            follow(updated.entity().orgId, updated.unit());
            follow((Long) updated.changes().before("orgId"), updated.unit());
        }
    }

    void unbindConfirmQueue(@Observes Deleted<Campaign> deleted) {
        if (Boolean.TRUE.equals(deleted.entity().supporterConfirm)) {
            follow(deleted.entity().orgId, deleted.unit());
        }
    }

    void redeclareBackendQueues(@Observes Updated<Service> updated) {
        follow(updated.entity().orgId, updated.unit());
    }

    /** Other orgs mail through the instance's services, too. */
    void refreshWorkersThatShareIt(@Observes Updated<Service> updated) {
        long orgId = updated.entity().orgId;
        outbox.tell(updated.unit(), "refresh_sharing_workers", "service:" + updated.entity().id,
                () -> instance.id().map(instanceId -> instanceId == orgId
                        ? List.of(workersChanged(orgId, Reconciliation.ALL_ORGS))
                        : List.of()));
    }

    private void follow(@Nullable Long orgId, UnitOfWork unit) {
        if (orgId != null) {
            declare(orgId, unit);
            refreshWorkers(orgId, Long.toString(orgId), unit);
        }
    }

    private void declare(long orgId, UnitOfWork unit) {
        declare(orgId, Long.toString(orgId), unit);
    }

    private void declare(long orgId, String which, UnitOfWork unit) {
        outbox.tellOne(unit, "declare_queues", "org:" + which,
                () -> new NewNotification(Channel.TOPOLOGY, orgId, "queues", EVENT, which, null, "{}"));
    }

    private void refreshWorkers(long orgId, String which, UnitOfWork unit) {
        outbox.tellOne(unit, "refresh_workers", "org:" + which,
                () -> workersChanged(orgId, which));
    }

    private static NewNotification workersChanged(long orgId, String which) {
        return new NewNotification(Channel.INSTANCES, orgId, "queues", EVENT, WorkersChanged.TOPIC, null, which);
    }
}
