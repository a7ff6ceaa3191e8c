package app.proca.notify.message;

import java.time.Instant;
import java.util.Map;

import app.proca.notify.common.Times;
import app.proca.notify.confirm.ConfirmFacts;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** {@code proca:event:2}, {@code confirm_created}: a question that somebody has to answer (spec/amqp.md). */
@RegisterForReflection
public record ConfirmCreated(Map<String, Object> confirm, String eventType, String schema, String timestamp) {

    /** What happened; the routing key adds the operation. */
    public static final String EVENT = "confirm_created";

    public static ConfirmCreated of(ConfirmFacts facts, Instant when) {
        return new ConfirmCreated(facts.fields(), EVENT, Schemas.EVENT, Times.wire(when));
    }
}
