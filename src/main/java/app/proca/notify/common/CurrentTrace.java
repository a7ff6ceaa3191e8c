package app.proca.notify.common;

import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;

/** Which trace the work on this Vert.x context belongs to; work on another one does not know it. */
public final class CurrentTrace {

    private static final String ONE = CurrentTrace.class.getName();
    private static final String MANY = ONE + ".bySubject";

    private CurrentTrace() {}

    /** All that is decided here. */
    public static void set(@Nullable String traceparent) {
        if (traceparent != null && VertxContext.isOnDuplicatedContext()) {
            ContextLocals.put(ONE, traceparent);
        }
    }

    /** What is decided here about several subjects, each of a trace of its own. */
    public static void set(Map<String, String> bySubject) {
        if (!bySubject.isEmpty() && VertxContext.isOnDuplicatedContext()) {
            ContextLocals.put(MANY, Map.copyOf(bySubject));
        }
    }

    /** Of what is decided about a subject; null where there is none. */
    public static @Nullable String of(String subject) {
        if (!VertxContext.isOnDuplicatedContext()) {
            return null;
        }
        Optional<Map<String, String>> many = ContextLocals.get(MANY);
        return many.map(traces -> traces.get(subject)).or(() -> ContextLocals.get(ONE)).orElse(null);
    }
}
