package app.proca.notify.outbox;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;

/**
 * Wakes whoever waits for committed notifications: the relay and the log tail of this instance directly, the log tails of
 * the others by PostgreSQL's NOTIFY. A signal that gets lost costs one poll interval, no notification.
 */
@ApplicationScoped
class CommitSignal {

    private static final String CHANNEL = "proca_notify_log";

    private final Relay relay;
    private final LogTail tail;
    private final DatabaseSignals signals;
    private final Movements movements;
    private final List<RelayWatcher> watchers;
    private final AtomicInteger announcements = new AtomicInteger();

    CommitSignal(Relay relay, LogTail tail, DatabaseSignals signals, Movements movements,
            @All List<RelayWatcher> watchers) {
        this.relay = relay;
        this.tail = tail;
        this.signals = signals;
        this.movements = movements;
        this.watchers = watchers;
    }

    void listen(@Observes StartupEvent started) {
        signals.listen(CHANNEL, payload -> tail.wake());
    }

    /** Called after the commit, on the event loop: quick, and without a failure of its own. */
    void committed(List<NewNotification> notifications) {
        notifications.stream().filter(notification -> notification.channel().relayed())
                .mapToInt(notification -> Shards.of(notification.channel(), notification.orgId())).distinct()
                .forEach(relay::wake);
        movements.created(notifications);
        watchers.forEach(watcher -> watcher.committed(notifications));
        if (notifications.stream().anyMatch(notification -> !notification.channel().relayed())) {
            tail.wake();
            announce();
        }
    }

    /** One NOTIFY at a time is on its way: those that are asked for meanwhile become one. */
    private void announce() {
        if (announcements.getAndIncrement() == 0) {
            signals.tell(CHANNEL, "")
                    .subscribe().with(sent -> announceAgainIfAsked(),
                            failure -> announcements.set(0));
        }
    }

    private void announceAgainIfAsked() {
        if (announcements.getAndSet(0) > 1) {
            announce();
        }
    }
}
