package app.proca.notify.ops.desk;

import java.time.LocalDateTime;

import org.jspecify.annotations.Nullable;

/**
 * A notification as an operator sees it. Times are UTC.
 *
 * @param number its id in its table
 * @param org its name; empty where the org is gone
 * @param queue whose worker gave it up, or where it goes back to
 * @param size of the whole body
 * @param body null where it is too long for a list
 */
record DeskNotification(long number, NotificationChannel channel, @Nullable String messageId, long orgId, String org,
        @Nullable String queue, @Nullable String address, @Nullable String routingKey, @Nullable String subject,
        @Nullable String kind, NotificationState state, int attempts, LocalDateTime createdAt, @Nullable LocalDateTime settledAt,
        @Nullable String reason, @Nullable LocalDateTime nextAttemptAt, int size, @Nullable String body) {

    boolean isParkedByWorker() {
        return channel == NotificationChannel.QUEUE;
    }

    NotificationId id() {
        return new NotificationId(isParkedByWorker(), number);
    }
}
