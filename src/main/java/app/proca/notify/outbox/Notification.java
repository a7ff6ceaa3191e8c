package app.proca.notify.outbox;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A committed notification as the relay, the followers and the operator see it: a row of {@code notify.outbox}.
 *
 * @param id position in the log; grows in commit order within a stream
 * @param messageId stable over every redelivery
 * @param stream whose order of commits is kept: {@code org:N}
 * @param key what a failing notification holds back: {@code org:N/campaign:M}
 * @param kind what happened: {@code campaign_updated}
 * @param address where to: an exchange, a topic; what it means is the channel's business
 * @param routingKey the AMQP routing key; null on channels without
 * @param body what to tell, rendered at commit time; JSON
 * @param createdAt when it was decided
 * @param waitingSince the same, or when somebody had it delivered once more
 * @param attempts how often delivery was tried and refused
 * @param properties of a message that goes back to a queue: JSON, what it carried there; null for all others
 * @param traceparent the trace that it is part of; null where nobody traces
 */
public record Notification(long id, UUID messageId, Channel channel, String stream, String key, String kind, String address,
        @Nullable String routingKey, String body, Instant createdAt, Instant waitingSince,
        int attempts, @Nullable String properties, @Nullable String traceparent) {

    private static final String STREAM = "org:";

    static String stream(long orgId) {
        return STREAM + orgId;
    }

    /** Whose stream it is in. */
    long orgId() {
        return Long.parseLong(stream.substring(STREAM.length()));
    }
}
