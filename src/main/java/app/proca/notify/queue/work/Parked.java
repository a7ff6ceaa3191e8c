package app.proca.notify.queue.work;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.WireJson;
import io.vertx.core.buffer.Buffer;

/**
 * A message that was given up, as an operator sees it.
 *
 * @param messageId null where the sender gave none: then parking it twice leaves two
 * @param kind what happened, as the sender names it
 * @param about what its body says it is about
 * @param properties JSON: everything that the message carried beside its body
 */
record Parked(long orgId, String queue, @Nullable String messageId, String reason, int returns, @Nullable String kind,
        About about,
        String properties, Buffer body) {

    /** Ids; null where the body does not say. */
    record About(@Nullable Long actionId, @Nullable Long campaignId, @Nullable Long pageId) {

        static About of(Buffer body) {
            return Content.of(body)
                    .map(content -> new About(content.id("actionId"), content.id("campaignId"), content.id("actionPageId")))
                    .orElseGet(() -> new About(null, null, null));
        }
    }

    private static final int LONGEST_REASON = 1_000;

    static Parked of(QueuedMessage message, String reason) {
        String id = message.arrival().messageId();
        return new Parked(message.orgId(), message.job().queue().value(), id == null ? null : storable(id),
                storable(reason.substring(0, Math.min(reason.length(), LONGEST_REASON))),
                (int) Math.min(message.returns(), Integer.MAX_VALUE),
                message.arrival().type() == null ? null : storable(message.arrival().type()), About.of(message.body()),
                properties(message), message.body());
    }

    private static String properties(QueuedMessage message) {
        Map<String, @Nullable Object> properties = new TreeMap<>();
        properties.put("exchange", message.arrival().exchange());
        properties.put("routingKey", message.arrival().routingKey());
        properties.put("type", message.arrival().type());
        properties.put("contentType", message.arrival().contentType());
        properties.put("timestamp", message.arrival().sentAt() == null ? null : message.arrival().sentAt().toString());
        properties.put("headers", printable(message.arrival().headers()));
        return WireJson.write(properties);
    }

    private static Object printable(Object header) {
        if (header instanceof Map<?, ?> map) {
            Map<String, Object> printable = new TreeMap<>();
            map.forEach((name, value) -> printable.put(name.toString(), printable(value)));
            return printable;
        }
        if (header instanceof List<?> list) {
            return list.stream().map(Parked::printable).toList();
        }
        return header instanceof Number || header instanceof Boolean ? header : header.toString();
    }

    /** PostgreSQL takes no NUL characters. */
    private static String storable(String text) {
        return text.replace("\0", "");
    }
}
