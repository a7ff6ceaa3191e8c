package app.proca.notify.outbox;

import java.util.List;

import io.smallrye.mutiny.Uni;

/** Delivers the notifications of one relayed channel; implemented in the package of the reaction. */
public interface Deliverer {

    Channel channel();

    /**
     * Tries once. Calls come in the order of the commits of an org, the next one without waiting for the first one's
     * outcome: whoever delivers must keep that order. The Uni never fails and never hangs: time-outs are outcomes.
     */
    Uni<Outcome> deliver(Notification notification);

    /**
     * Tries several at once: of a channel that keeps the order, neighbours of one org, else all that is due in a shard. As above:
     * in this order, never fails, never hangs.
     *
     * @return one outcome for each, in the same order
     */
    default Uni<List<Outcome>> deliverAll(List<Notification> due) {
        return Uni.join().all(due.stream().map(this::deliver).toList()).andCollectFailures();
    }
}
