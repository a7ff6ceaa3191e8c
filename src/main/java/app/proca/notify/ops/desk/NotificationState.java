package app.proca.notify.ops.desk;

import java.util.Locale;

/** How far a notification is. */
public enum NotificationState {
    /** It waits for its delivery, the first one or, after a failure, the next one. */
    PENDING,
    /** The broker confirmed that it has it; no queue wanted it. */
    UNROUTED,
    /** It was given up. */
    PARKED,
    /** It was told. Kept for a while. */
    DELIVERED;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
