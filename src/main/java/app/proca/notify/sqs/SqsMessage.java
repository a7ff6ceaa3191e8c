package app.proca.notify.sqs;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import app.proca.notify.queue.work.Content;

/**
 * A message as SQS gets it.
 *
 * @param attributes as Proca names them; those that the message does not have are left out
 */
record SqsMessage(String body, Map<String, String> attributes) {

    SqsMessage {
        attributes = Map.copyOf(attributes);
    }

    /** @param messageId an attribute of ours, by which a message that comes twice is recognised */
    static SqsMessage of(String body, Content content, @Nullable String messageId) {
        Map<String, String> attributes = new LinkedHashMap<>();
        put(attributes, "Schema", content.text("schema"));
        put(attributes, "Stage", content.text("stage"));
        put(attributes, "CampaignName", inner(content, "campaign", "name"));
        put(attributes, "ActionType", inner(content, "action", "actionType"));
        put(attributes, "MessageId", messageId);
        return new SqsMessage(body, attributes);
    }

    private static @Nullable Object inner(Content content, String object, String field) {
        return content.fields().get(object) instanceof Map<?, ?> map ? map.get(field) : null;
    }

    /** SQS takes no empty ones. */
    private static void put(Map<String, String> attributes, String name, @Nullable Object value) {
        if (value instanceof String text && !text.isEmpty()) {
            attributes.put(name, text);
        }
    }
}
