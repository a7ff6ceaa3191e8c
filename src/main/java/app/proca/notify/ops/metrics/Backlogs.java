package app.proca.notify.ops.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import app.proca.notify.outbox.Backlog;
import app.proca.notify.outbox.Waiting;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;

/** What waits and what is parked, on all instances together, as this one last saw it. Nothing is told before the first look. */
@Singleton
class Backlogs implements MeterBinder {

    private static final Logger LOG = Logger.getLogger(Backlogs.class);
    private static final int MOST_COUNTED = 100_000;
    private static final List<String> ROUTES = List.of("broker", "mail", "processing");
    // the first from an index of nothing else
    private static final String PARKED = """
            select (select count(*) from (select from notify.outbox where state = 'parked' limit %1$d) p) as outbox,
                   (select count(*) from (select from notify.parked limit %1$d) p) as queues""".formatted(MOST_COUNTED);
    private static final double MILLIS = 1_000;

    private record Parked(long outbox, long queues) {
        static Parked of(Row row) {
            return new Parked(row.getLong("outbox"), row.getLong("queues"));
        }
    }

    private record Sight(List<Waiting> waiting, Parked parked, Instant at) {}

    private final Backlog backlog;
    private final Pool pool;
    private final Clock clock;
    private volatile @Nullable Sight last;

    Backlogs(Backlog backlog, Pool pool, Clock clock) {
        this.backlog = backlog;
        this.pool = pool;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String route : ROUTES) {
            Gauge.builder("notify.outbox.depth", () -> seen(sight -> count(sight, route))).tag("route", route)
                    .baseUnit("notifications").description("Notifications that wait, of all instances").register(registry);
            Gauge.builder("notify.outbox.oldest.due", () -> seen(sight -> age(sight, route))).tag("route", route)
                    .baseUnit("seconds").description("For how long the notification is due that is due for longest")
                    .register(registry);
        }
        Gauge.builder("notify.outbox.parked", () -> seen(sight -> (double) sight.parked().outbox()))
                .baseUnit("notifications").description("Notifications that were given up and wait for an operator")
                .register(registry);
        Gauge.builder("notify.parked", () -> seen(sight -> (double) sight.parked().queues())).baseUnit("messages")
                .description("Messages that queue workers gave up and that wait for an operator").register(registry);
        Gauge.builder("notify.sample.age", () -> seen(this::age)).baseUnit("seconds")
                .description("How long ago the database was last asked for what waits and what is parked").register(registry);
    }

    /** Looks. Never fails: what was seen last stays, and grows old. */
    Uni<Void> look() {
        return backlog.waiting()
                .chain(waiting -> pool.query(PARKED).execute().map(rows -> Parked.of(rows.iterator().next()))
                        .invoke(parked -> last = new Sight(waiting, parked, clock.instant())))
                .replaceWithVoid()
                .onFailure().invoke(failure -> LOG.debugf("What waits cannot be looked up: %s", failure.toString()))
                .onFailure().recoverWithNull();
    }

    @FunctionalInterface
    private interface Aspect {
        double of(Sight sight);
    }

    private Number seen(Aspect aspect) {
        Sight sight = last;
        return sight == null ? Double.NaN : aspect.of(sight);
    }

    private static double count(Sight sight, String route) {
        return sight.waiting().stream().filter(waiting -> waiting.route().equals(route)).mapToLong(Waiting::count).sum();
    }

    private static double age(Sight sight, String route) {
        return sight.waiting().stream().filter(waiting -> waiting.route().equals(route))
                .mapToDouble(waiting -> waiting.oldestDue().toMillis() / MILLIS).sum();
    }

    private double age(Sight sight) {
        return Duration.between(sight.at(), clock.instant()).toMillis() / MILLIS;
    }
}
