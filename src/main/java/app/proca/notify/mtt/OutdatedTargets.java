package app.proca.notify.mtt;

/** What becomes of a campaign's targets that a new list does not name. */
public enum OutdatedTargets {
    /** They stay as they are. */
    KEEP,
    /** They stay, and get no mails: their addresses become inactive. */
    DISABLE,
    /** They go, unless somebody wrote to them. */
    DELETE
}
