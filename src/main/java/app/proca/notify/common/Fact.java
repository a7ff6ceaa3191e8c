package app.proca.notify.common;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/** What a line of the log is about, for programs that read it as JSON: its fields {@code org}, {@code notification} and {@code trace}. */
public final class Fact {

    private final Map<String, String> fields = new LinkedHashMap<>();

    private Fact() {}

    /** One of an org. */
    public static Fact of(long orgId) {
        return new Fact().with("org", Long.toString(orgId));
    }

    /** About one notification or message, by its id. */
    @CanIgnoreReturnValue
    public Fact notification(@Nullable String id) {
        return id == null ? this : with("notification", id);
    }

    /** As a part of a trace. */
    @CanIgnoreReturnValue
    public Fact trace(@Nullable String traceparent) {
        String[] parts = traceparent == null ? new String[0] : traceparent.split("-", -1);
        return parts.length > 1 ? with("trace", parts[1]) : this;
    }

    /** Writes the line. */
    public void log(Runnable line) {
        fields.forEach(MDC::put);
        try {
            line.run();
        } finally {
            fields.keySet().forEach(MDC::remove);
        }
    }

    private Fact with(String name, String value) {
        fields.put(name, value);
        return this;
    }
}
