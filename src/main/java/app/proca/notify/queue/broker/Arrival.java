package app.proca.notify.queue.broker;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Envelope;

import io.vertx.core.buffer.Buffer;

/**
 * A message as a queue handed it over.
 *
 * @param messageId the same in every redelivery; null where the sender gave none
 * @param type what happened, as the sender names it
 * @param headers texts, numbers, times, lists and maps; those without a value are left out
 * @param body copied, exactly as it came
 */
public record Arrival(String exchange, String routingKey, @Nullable String messageId, @Nullable String type,
        @Nullable String contentType, @Nullable Instant sentAt, Map<String, Object> headers, Buffer body) {

    public Arrival {
        headers = Map.copyOf(headers);
    }

    static Arrival of(Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
        return new Arrival(envelope.getExchange(), envelope.getRoutingKey(), properties.getMessageId(), properties.getType(),
                properties.getContentType(), properties.getTimestamp() == null ? null : properties.getTimestamp().toInstant(),
                HeaderValues.of(properties.getHeaders()), Buffer.buffer(body));
    }
}
