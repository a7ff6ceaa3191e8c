package app.proca.notify.queue.work;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.WireJson;
import io.vertx.core.buffer.Buffer;

/**
 * What a message of the contract (spec/amqp.md, "Bodies") says, as far as those who pass it on have to know.
 *
 * @param fields the top level, with its numbers as they came; a value may be null
 */
public record Content(Map<String, Object> fields) {

    private static final String EVENTS = "proca:event:";
    private static final String SYSTEM = "system";

    public Content {
        // Map.copyOf takes no nulls
        fields = Collections.unmodifiableMap(fields);
    }

    /** Empty where the body is no JSON object. */
    public static Optional<Content> of(Buffer body) {
        return WireJson.objectIn(body.toString()).map(Content::new);
    }

    /** True for what an org's event backend takes; its push backend takes the rest, which are actions. */
    public boolean isEvent() {
        return isOfEventSchema() || SYSTEM.equals(text("stage"));
    }

    /** True for {@code proca:event:2}. */
    boolean isOfEventSchema() {
        String schema = text("schema");
        return schema != null && schema.startsWith(EVENTS);
    }

    /** The action whose supporter the message is about; empty where it is about none. */
    OptionalLong actionId() {
        return fields.get("actionId") instanceof Number id ? OptionalLong.of(id.longValue()) : OptionalLong.empty();
    }

    /** Null where there is no such number, or none that an id can be. */
    @Nullable
    Long id(String field) {
        return fields.get(field) instanceof Number id && (id instanceof Integer || id instanceof Long) ? id.longValue() : null;
    }

    /** Null where there is no such text. */
    public @Nullable String text(String field) {
        return fields.get(field) instanceof String text ? text : null;
    }
}
