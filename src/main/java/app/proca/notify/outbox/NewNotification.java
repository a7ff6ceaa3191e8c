package app.proca.notify.outbox;

import org.jspecify.annotations.Nullable;

/**
 * A decision of an observer: what shall be told, to whom, once the transaction commits.
 *
 * @param orgId whose order of commits it keeps
 * @param subject what it is about, {@code campaign:5}: a failing notification holds back others of the same org and
 *        subject, and no more
 * @param kind what happened, {@code campaign_updated}
 * @param address where to; what it means is the channel's business
 * @param routingKey null on channels without
 * @param body JSON
 */
public record NewNotification(Channel channel, long orgId, String subject, String kind, String address,
        @Nullable String routingKey, String body) {}
