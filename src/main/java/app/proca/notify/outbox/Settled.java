package app.proca.notify.outbox;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What one attempt made of a notification.
 *
 * @param waitingSince its commit, or when somebody had it delivered once more
 * @param traceparent the trace that it is part of; null where nobody traces
 */
public record Settled(long id, long orgId, Channel channel, String kind, Result result, Instant waitingSince,
        @Nullable String traceparent) {

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
        return new Settled(notification.id(), notification.orgId(), notification.channel(), notification.kind(), result,
                notification.waitingSince(), notification.traceparent());
    }
}
