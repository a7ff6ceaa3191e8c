package app.proca.notify.ops.metrics;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import app.proca.notify.outbox.Channel;
import app.proca.notify.outbox.NewNotification;
import app.proca.notify.outbox.RelayWatcher;
import app.proca.notify.outbox.Settled;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Counts what this instance writes to the outbox and delivers, and how long that takes. */
@Singleton
class OutboxMeters implements RelayWatcher {

    private static final String COMMITTED = "notify.notifications.committed";
    private static final String SETTLED = "notify.notifications.settled";

    private record Kind(Channel channel, String kind) {}

    private record KindResult(Channel channel, String kind, Settled.Result result) {}

    private final MeterRegistry registry;
    private final Clock clock;
    private final FewValues kinds = new FewValues();
    private final Map<Channel, Timer> deliveries = new EnumMap<>(Channel.class);

    OutboxMeters(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        Arrays.stream(Channel.values()).filter(Channel::relayed)
                .forEach(channel -> deliveries.put(channel, delivery(registry, channel)));
    }

    @Override
    public void committed(List<NewNotification> notifications) {
        count(notifications, one -> new Kind(one.channel(), kinds.of(one.kind())))
                .forEach((key, count) -> registry
                        .counter(COMMITTED, "channel", label(key.channel()), "kind", key.kind()).increment(count));
    }

    @Override
    public void settled(String route, int tried, List<Settled> settled) {
        batches(route).record(tried);
        count(settled, one -> new KindResult(one.channel(), kinds.of(one.kind()), one.result()))
                .forEach((key, count) -> registry
                        .counter(SETTLED, "channel", label(key.channel()), "kind", key.kind(), "outcome", label(key.result()))
                        .increment(count));
        settled.stream().filter(one -> one.result() == Settled.Result.DELIVERED).forEach(this::time);
    }

    /** By two clocks, the database's and this machine's: where they disagree, it took no time at least. */
    private void time(Settled delivered) {
        Timer timer = deliveries.get(delivered.channel());
        Duration took = Duration.between(delivered.waitingSince(), clock.instant());
        if (timer != null) {
            timer.record(took.isNegative() ? Duration.ZERO : took);
        }
    }

    private DistributionSummary batches(String route) {
        return DistributionSummary.builder("notify.relay.batch").baseUnit("notifications")
                .description("Notifications that the relay settles at once").tag("route", route)
                .serviceLevelObjectives(1, 10, 50, 100, 250, 500, 1000).register(registry);
    }

    private static Timer delivery(MeterRegistry registry, Channel channel) {
        return Timer.builder("notify.delivery").tag("channel", label(channel))
                .description("From the commit until the other side confirmed that it has it")
                .serviceLevelObjectives(Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
                        Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1),
                        Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofMinutes(1),
                        Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(2))
                .register(registry);
    }

    private static <T, K> Map<K, Long> count(List<T> all, Function<T, K> key) {
        return all.stream().collect(Collectors.groupingBy(key, Collectors.counting()));
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
