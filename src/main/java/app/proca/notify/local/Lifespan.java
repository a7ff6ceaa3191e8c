package app.proca.notify.local;

/** What becomes of a local service's data when the JVM ends. */
public enum Lifespan {
    /** For development: the next start finds the data again. */
    KEPT,
    /** For tests: the folder is deleted. */
    TEMPORARY
}
