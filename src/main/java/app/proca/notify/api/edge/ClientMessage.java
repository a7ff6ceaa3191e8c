package app.proca.notify.api.edge;

import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A message of a client in {@code graphql-transport-ws} that has the form which the protocol asks for.
 *
 * @param id empty where the type has none
 * @param payload empty where there is none
 */
record ClientMessage(String type, String id, Map<?, ?> payload) {

    /** Empty where it is none. */
    static Optional<ClientMessage> of(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> message) || !isObjectOrNull(message.get("payload"))) {
            return Optional.empty();
        }
        String type = message.get("type") instanceof String given ? given : "";
        String id = message.get("id") instanceof String given ? given : "";
        Map<?, ?> payload = message.get("payload") instanceof Map<?, ?> given ? given : Map.of();
        boolean wellFormed = switch (type) {
            case "connection_init", "ping", "pong" -> true;
            case "subscribe" -> !id.isEmpty() && isOperation(payload);
            case "complete" -> !id.isEmpty();
            default -> false;
        };
        return wellFormed ? Optional.of(new ClientMessage(type, id, payload)) : Optional.empty();
    }

    private static boolean isOperation(Map<?, ?> payload) {
        Object name = payload.get("operationName");
        return payload.get("query") instanceof String && (name == null || name instanceof String)
                && isObjectOrNull(payload.get("variables")) && isObjectOrNull(payload.get("extensions"));
    }

    private static boolean isObjectOrNull(@Nullable Object value) {
        return value == null || value instanceof Map<?, ?>;
    }
}
