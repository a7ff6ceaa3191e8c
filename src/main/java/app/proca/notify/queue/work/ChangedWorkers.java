package app.proca.notify.queue.work;

import jakarta.enterprise.context.ApplicationScoped;

import app.proca.notify.outbox.Channel;
import app.proca.notify.outbox.Follower;
import app.proca.notify.outbox.Notification;
import app.proca.notify.queue.reconcile.Reconciliation;
import app.proca.notify.queue.reconcile.WorkersChanged;
import io.smallrye.mutiny.Uni;

/** Lets this instance's workers follow what was decided on any instance. Does not hold up the log. */
@ApplicationScoped
class ChangedWorkers implements Follower {

    private final Workers workers;

    ChangedWorkers(Workers workers) {
        this.workers = workers;
    }

    @Override
    public Channel channel() {
        return Channel.INSTANCES;
    }

    @Override
    public String topic() {
        return WorkersChanged.TOPIC;
    }

    @Override
    public Uni<Void> follow(Notification changed) {
        workers.refreshInTheEnd(changed.body().equals(Reconciliation.ALL_ORGS) ? workers.refreshAll()
                : workers.refresh(Long.parseLong(changed.body())));
        return Uni.createFrom().voidItem();
    }
}
