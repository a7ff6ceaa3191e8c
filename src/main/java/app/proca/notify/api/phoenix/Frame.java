package app.proca.notify.api.phoenix;

import java.util.Collections;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One message on a Phoenix socket.
 *
 * @param joinRef the reference of the join that it belongs to
 * @param ref what a reply refers to: a string, or of some clients a number
 * @param payload empty for one that is no object: nothing of what we understand is
 */
record Frame(@Nullable Object joinRef, @Nullable Object ref, String topic, String event, Map<?, ?> payload) {

    Frame {
        payload = Collections.unmodifiableMap(payload);
    }

    /** What was asked for. */
    static Frame ok(Frame asked, @Nullable Object joinRef, Map<String, ?> response) {
        return reply(asked, joinRef, "ok", response);
    }

    /** Why it cannot be done. */
    static Frame error(Frame asked, @Nullable Object joinRef, Map<String, ?> response) {
        return reply(asked, joinRef, "error", response);
    }

    private static Frame reply(Frame asked, @Nullable Object joinRef, String status, Map<String, ?> response) {
        return new Frame(joinRef, asked.ref, asked.topic, "phx_reply", Map.of("response", response, "status", status));
    }

    /** That a join is over. */
    static Frame close(@Nullable Object joinRef, String topic) {
        return new Frame(joinRef, joinRef, topic, "phx_close", Map.of());
    }

    /** One answer of a subscription. */
    static Frame data(String subscriptionId, Map<String, ?> result) {
        return new Frame(null, null, subscriptionId, "subscription:data",
                Map.of("result", result, "subscriptionId", subscriptionId));
    }
}
