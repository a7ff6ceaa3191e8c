package app.proca.notify.outbox;

import java.util.List;

/**
 * Sees what this instance writes to the outbox and relays, to count it. Called on the event loop, once for each transaction
 * and batch: quick, and without a failure of its own.
 */
public interface RelayWatcher {

    /** After the commit. */
    void committed(List<NewNotification> notifications);

    /**
     * After the outcomes of a batch were written, before that is committed: what a database takes back is seen again.
     *
     * @param route which of the relay's routes: {@code broker}, {@code mail}, {@code processing}
     * @param tried how many notifications the batch had
     * @param settled those that something came of
     */
    void settled(String route, int tried, List<Settled> settled);
}
