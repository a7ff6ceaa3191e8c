package app.proca.notify.queue.broker;

import java.time.Instant;
import java.util.Date;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.rabbitmq.client.AMQP;

/**
 * A message that names its exchange (spec/amqp.md, Publishing).
 *
 * @param messageId the same in every redelivery
 * @param type what happened: {@code campaign_updated}
 * @param body UTF-8 JSON
 * @param turn its place in the order of its org
 * @param contentType {@code application/json} but for what others sent
 * @param headers beside what every message has; few have any
 */
// the client takes an array; this one is rendered for one message and never changed
@SuppressWarnings("ArrayRecordComponent")
public record Publication(String exchange, String routingKey, String messageId, String type, Instant createdAt, byte[] body,
        Turn turn, String contentType, Map<String, Object> headers) {

    private static final String JSON = "application/json";
    /**
     * What rabbitmq-client (npm) does not parse by itself: Proca says neither type nor encoding, and {@code @proca/queue} parses what
     * that client hands it.
     */
    private static final String ENCODING = "utf-8";
    private static final int PERSISTENT = 2;

    public Publication {
        headers = Map.copyOf(headers);
    }

    public Publication(String exchange, @Nullable String routingKey, String messageId, String type, Instant createdAt,
            byte[] body, Turn turn) {
        this(exchange, routingKey == null ? "" : routingKey, messageId, type, createdAt, body, turn, JSON,
                Map.of());
    }

    /** A message whose order does not matter. */
    public Publication(String exchange, @Nullable String routingKey, String messageId, String type, Instant createdAt,
            byte[] body) {
        this(exchange, routingKey, messageId, type, createdAt, body, Turn.ANY);
    }

    /** The same message with headers. */
    public Publication withHeaders(Map<String, Object> headers) {
        return new Publication(exchange, routingKey, messageId, type, createdAt, body, turn, contentType, headers);
    }

    /** The same message, said to be of this type. */
    public Publication withContentType(String contentType) {
        return new Publication(exchange, routingKey, messageId, type, createdAt, body, turn, contentType, headers);
    }

    AMQP.BasicProperties properties() {
        return new AMQP.BasicProperties.Builder().deliveryMode(PERSISTENT).contentType(contentType)
                .contentEncoding(contentType.equals(JSON) ? ENCODING : null)
                .messageId(messageId).timestamp(Date.from(createdAt)).appId("proca-notify").type(type)
                .headers(headers.isEmpty() ? null : headers).build();
    }
}
