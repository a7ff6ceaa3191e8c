package app.proca.notify.ops.queues;

/** What a worker of an org does. */
public enum WorkerState {
    /** It takes messages, on all instances. */
    RUNNING,
    /** An operator paused it. */
    PAUSED,
    /** Who runs the instance stopped all workers of the org. */
    STOPPED,
    /** The org's settings give it no queue. */
    IDLE
}
