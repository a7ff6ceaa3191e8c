package app.proca.notify.ops.traces;

import java.util.List;
import java.util.Locale;

import jakarta.inject.Singleton;

import app.proca.notify.common.Tracing;
import app.proca.notify.outbox.NewNotification;
import app.proca.notify.outbox.RelayWatcher;
import app.proca.notify.outbox.Settled;
import io.opentelemetry.api.trace.SpanKind;

/**
 * The time of a notification in the outbox and on its way: a part of its trace for each attempt, from the commit until the outcome.
 * What is written to the message is its change's own part, so that this one need not be there before it is known how long it took.
 */
@Singleton
class RelayTraces implements RelayWatcher {

    private final Tracing tracing;

    RelayTraces(Tracing tracing) {
        this.tracing = tracing;
    }

    @Override
    public void committed(List<NewNotification> notifications) {
        // the change's own part of the trace tells it
    }

    @Override
    public void settled(String route, int tried, List<Settled> settled) {
        settled.stream().filter(one -> one.traceparent() != null).forEach(this::trace);
    }

    private void trace(Settled settled) {
        tracing.begin(label(settled.channel()) + " " + settled.kind(), SpanKind.PRODUCER, settled.traceparent(),
                settled.waitingSince())
                .with("proca.org", settled.orgId())
                .with("proca.notification", settled.id())
                .with("proca.outcome", label(settled.result()))
                .end(settled.result() == Settled.Result.DELIVERED || settled.result() == Settled.Result.UNROUTED);
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
