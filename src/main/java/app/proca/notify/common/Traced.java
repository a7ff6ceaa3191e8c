package app.proca.notify.common;

import org.jspecify.annotations.Nullable;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/** A part of a trace that has begun, or nothing where nobody traces. */
public final class Traced {

    static final Traced NOT = new Traced(Span.getInvalid());

    private final Span span;

    Traced(Span span) {
        this.span = span;
    }

    /** What nobody traces. */
    public static Traced not() {
        return NOT;
    }

    /** What its own parts name as their parent; null where nobody traces. */
    public @Nullable String traceparent() {
        return span.getSpanContext().isValid() ? Tracing.traceparent(span) : null;
    }

    /** @param value no personal data */
    @CanIgnoreReturnValue
    public Traced with(String name, String value) {
        span.setAttribute(name, value);
        return this;
    }

    /** @param value an id, or a number */
    @CanIgnoreReturnValue
    public Traced with(String name, long value) {
        span.setAttribute(name, value);
        return this;
    }

    /** It is over. */
    public void end(boolean well) {
        if (!well) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
