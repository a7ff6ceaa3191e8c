package app.proca.notify.ops.desk;

import java.util.Locale;

/** The way that a notification takes. */
public enum NotificationChannel {
    /** An org's exchanges and queues are declared. */
    TOPOLOGY,
    /** A message to an exchange, or back to a queue. */
    BROKER,
    /** A mail. */
    MAIL,
    /** A supporter's actions are processed. */
    PROCESSING,
    /** A message that a queue's worker gave up. */
    QUEUE;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
