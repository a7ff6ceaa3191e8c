package app.proca.notify.queue.publish;

import jakarta.enterprise.context.ApplicationScoped;

import app.proca.notify.outbox.Channel;
import app.proca.notify.outbox.Deliverer;
import app.proca.notify.outbox.Notification;
import app.proca.notify.outbox.Outcome;
import app.proca.notify.queue.broker.CallerContext;
import app.proca.notify.queue.reconcile.Reconciliation;
import io.smallrye.mutiny.Uni;

/** Declares the queues of the org that the notification is addressed to, or of all of them. */
@ApplicationScoped
class TopologyDeliverer implements Deliverer {

    private final Reconciliation reconciliation;

    TopologyDeliverer(Reconciliation reconciliation) {
        this.reconciliation = reconciliation;
    }

    @Override
    public Channel channel() {
        return Channel.TOPOLOGY;
    }

    @Override
    public Uni<Outcome> deliver(Notification notification) {
        return Uni.createFrom().deferred(() -> reconcile(notification.address()).emitOn(CallerContext.current()));
    }

    private Uni<Outcome> reconcile(String which) {
        return which.equals(Reconciliation.ALL_ORGS) ? reconciliation.reconcileAll()
                : reconciliation.reconcile(Long.parseLong(which));
    }
}
