package app.proca.notify.ops.metrics;

import jakarta.inject.Singleton;

import app.proca.notify.live.LiveLog;
import app.proca.notify.outbox.Movements;
import app.proca.notify.queue.broker.Broker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** How this instance stands: what costs nothing to ask. */
@Singleton
class InstanceMeters implements MeterBinder {

    private final Broker broker;
    private final LiveLog live;
    private final Movements movements;

    InstanceMeters(Broker broker, LiveLog live, Movements movements) {
        this.broker = broker;
        this.live = live;
        this.movements = movements;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("notify.broker.connected", broker, one -> one.isConnected() ? 1 : 0)
                .description("1 while there is a connection to the broker").register(registry);
        Gauge.builder("notify.broker.taking", broker, one -> one.takesMessages() ? 1 : 0)
                .description("1 while it is connected, and has no alarm for memory or disk").register(registry);
        Gauge.builder("notify.publisher.unconfirmed", broker, Broker::unanswered).baseUnit("messages")
                .description("Sent to the broker, and not confirmed yet").register(registry);
        Gauge.builder("notify.subscribers", live, LiveLog::listeners).tag("topic", "pages")
                .description("Subscriptions of GraphQL clients").register(registry);
        Gauge.builder("notify.subscribers", movements, Movements::watchers).tag("topic", "desk")
                .description("Subscriptions of GraphQL clients").register(registry);
    }
}
