package app.proca.notify.queue.reconcile;

/** What every instance is told when an org's workers may have to follow: the org's id, or {@link Reconciliation#ALL_ORGS}. */
public final class WorkersChanged {

    /** The notification's address. */
    public static final String TOPIC = "org_queues";

    private WorkersChanged() {}
}
