package app.proca.notify.api;

/** How an operation ended that has nothing else to answer. */
public enum Status {
    /** Done. */
    SUCCESS,
    /** Somebody else has to agree first. */
    CONFIRMING,
    /** There was nothing to do. */
    NOOP
}
