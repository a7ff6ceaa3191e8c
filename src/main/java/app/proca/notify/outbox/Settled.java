package app.proca.notify.outbox;

import java.time.Instant;

/**
 * What one attempt made of a notification.
 *
 * @param waitingSince its commit, or when somebody had it delivered once more
 */
public record Settled(Channel channel, String kind, Result result, Instant waitingSince) {

    /** As it is written down. */
    public enum Result {
        DELIVERED,
        /** Confirmed, and wanted by no queue. */
        UNROUTED,
        /** Refused, and due again later. */
        RETRIED,
        /** Given up: an operator has to act. */
        PARKED
    }

    static Settled of(Notification notification, Result result) {
        return new Settled(notification.channel(), notification.kind(), result, notification.waitingSince());
    }
}
