package app.proca.notify.common;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;

/**
 * Which change led to what, for a tracing backend (docs/decisions/019). Off unless configured: then nothing is begun, and nothing
 * is written to rows, messages or requests. Spans hold names of ours and ids, nothing of a person. Traces are named as W3C's
 * {@code traceparent} does.
 */
@Singleton
public class Tracing {

    /** The header that carries it, everywhere. */
    public static final String HEADER = "traceparent";

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private static final TextMapGetter<Map<String, String>> FIELDS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    };

    private final Tracer tracer;
    private final boolean on;

    @Inject
    Tracing(OpenTelemetry telemetry, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean disabled) {
        this.tracer = telemetry.getTracer("proca-notify");
        this.on = !disabled;
    }

    private Tracing() {
        this.tracer = OpenTelemetry.noop().getTracer("");
        this.on = false;
    }

    /** One that traces nothing. */
    public static Tracing off() {
        return new Tracing();
    }

    /**
     * A part of a trace, from now on.
     *
     * @param parent what it is a part of; null, or what is no {@code traceparent}, begins a new trace
     */
    public Traced begin(String name, SpanKind kind, @Nullable String parent) {
        return begin(name, kind, parent, null);
    }

    /** The same for what began before. */
    public Traced begin(String name, SpanKind kind, @Nullable String parent, @Nullable Instant since) {
        if (!on) {
            return Traced.NOT;
        }
        var builder = tracer.spanBuilder(name).setSpanKind(kind).setParent(context(parent));
        return new Traced((since == null ? builder : builder.setStartTimestamp(since)).startSpan());
    }

    private static Context context(@Nullable String parent) {
        return parent == null ? Context.root() : W3C.extract(Context.root(), Map.of(HEADER, parent), FIELDS);
    }

    static @Nullable String traceparent(Span span) {
        Map<String, String> fields = new HashMap<>();
        W3C.inject(Context.root().with(span), fields, Map::put);
        return fields.get(HEADER);
    }
}
