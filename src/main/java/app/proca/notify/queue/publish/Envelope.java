package app.proca.notify.queue.publish;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.WireJson;
import app.proca.notify.queue.broker.Publication;

/**
 * What a message carried beside its body when a queue's worker gave it up, and carries again when it goes back. What the broker
 * noted on its way is left out: to the worker the message is new, with all its attempts before it.
 */
record Envelope(@Nullable String messageId, @Nullable String type, @Nullable String contentType, @Nullable Instant sentAt,
        Map<String, Object> headers) {

    private static final List<String> BROKERS_OWN =
            List.of("x-death", "x-first-death-", "x-last-death-", "x-delivery-count", "x-acquired-count");

    Envelope {
        headers = Map.copyOf(headers);
    }

    /** @param json as a parked message's properties are kept */
    static Envelope read(String json) {
        Map<String, Object> properties = WireJson.object(json);
        return new Envelope(text(properties, "messageId"), text(properties, "type"), text(properties, "contentType"),
                time(text(properties, "timestamp")), headers(properties.get("headers")));
    }

    /** What the envelope does not have stays as the publication has it. */
    Publication around(Publication inner) {
        Publication publication = new Publication(inner.exchange(), inner.routingKey(),
                messageId == null ? inner.messageId() : messageId, type == null ? inner.type() : type,
                sentAt == null ? inner.createdAt() : sentAt, inner.body(), inner.turn()).withHeaders(headers);
        return contentType == null ? publication : publication.withContentType(contentType);
    }

    private static Map<String, Object> headers(@Nullable Object given) {
        Map<String, Object> headers = new LinkedHashMap<>();
        if (given instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (value != null && BROKERS_OWN.stream().noneMatch(name.toString()::startsWith)) {
                    headers.put(name.toString(), sendable(value));
                }
            });
        }
        return headers;
    }

    /** AMQP has no numbers without bounds. */
    private static Object sendable(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sendable = new LinkedHashMap<>();
            map.forEach((name, inner) -> {
                if (inner != null) {
                    sendable.put(name.toString(), sendable(inner));
                }
            });
            return sendable;
        }
        if (value instanceof List<?> list) {
            return list.stream().filter(inner -> inner != null).map(Envelope::sendable).toList();
        }
        if (value instanceof BigDecimal number) {
            return number.doubleValue();
        }
        return value instanceof BigInteger number ? number.toString() : value;
    }

    private static @Nullable String text(Map<String, Object> properties, String name) {
        return properties.get(name) instanceof String text ? text : null;
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException none) {
            return null;
        }
    }
}
