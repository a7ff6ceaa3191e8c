package app.proca.notify.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import app.proca.notify.common.WireJson;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * Tells whoever watches, on every instance, what becomes of notifications: counts by org, twice a second at most, over
 * PostgreSQL's NOTIFY and only while somebody watches (docs/decisions/016). Nothing is written down and nothing waits for it:
 * what gets lost, the watcher's next look shows.
 */
@ApplicationScoped
public class Movements {

    private static final Logger LOG = Logger.getLogger(Movements.class);
    private static final String CHANNEL = "proca_notify_desk";
    /** Says that somebody watches. */
    private static final String WATCHING = "?";
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration REMINDER = Duration.ofSeconds(10);
    private static final Duration WATCHED_FOR = Duration.ofSeconds(30);
    /** Of them a payload has room, each with all its ids. */
    private static final int ORGS_AT_ONCE = 10;

    private final DatabaseSignals signals;
    private final Clock clock;
    private final BroadcastProcessor<Movement> told = BroadcastProcessor.create();
    private final ConcurrentMap<Long, Movement> untold = new ConcurrentHashMap<>();
    private final AtomicInteger watchers = new AtomicInteger();
    private volatile Instant watchedUntil = Instant.EPOCH;
    private volatile Instant reminded = Instant.EPOCH;
    private Cancellable telling = () -> {};

    Movements(DatabaseSignals signals, Clock clock) {
        this.signals = signals;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        signals.listen(CHANNEL, this::hear);
        telling = Multi.createFrom().ticks().every(PAUSE).onOverflow().drop()
                .onItem().transformToUniAndConcatenate(tick -> tell())
                .subscribe().with(done -> {}, failure -> LOG.error("Watchers hear no more news: restart the service", failure));
    }

    void stop(@Observes ShutdownEvent stopping) {
        telling.cancel();
    }

    /** What becomes of notifications from now on, of all orgs, on all instances; whoever reads too slowly is failed. */
    public Multi<Movement> watch() {
        return told.onSubscription().invoke(this::begin).onTermination().invoke(watchers::decrementAndGet);
    }

    /** How many this instance has. */
    public int watchers() {
        return watchers.get();
    }

    /** A queue's worker gave up a message. */
    public void parked(long orgId, long id) {
        note(Movement.parked(orgId, Movement.PARKED + id));
    }

    /** Somebody had these delivered once more. */
    public void replayed(long orgId, int count) {
        note(Movement.replayed(orgId, count));
    }

    void created(List<NewNotification> notifications) {
        if (isWatched()) {
            notifications.stream().filter(notification -> notification.channel().relayed())
                    .collect(Collectors.groupingBy(NewNotification::orgId, Collectors.counting()))
                    .forEach((org, count) -> note(Movement.created(org, Math.toIntExact(count))));
        }
    }

    void settled(Settlement settlement, List<Notification> tried) {
        if (!isWatched() || settlement.isEmpty()) {
            return;
        }
        Map<Long, Long> orgs = new HashMap<>();
        tried.forEach(notification -> orgs.put(notification.id(), notification.orgId()));
        settlement.delivered().forEach(id -> note(Movement.delivered(orgs.getOrDefault(id, 0L))));
        settlement.unrouted()
                .forEach(row -> note(Movement.unrouted(orgs.getOrDefault(row.id(), 0L), Movement.OUTBOX + row.id())));
        settlement.retries().forEach(row -> note(Movement.failed(orgs.getOrDefault(row.id(), 0L), Movement.OUTBOX + row.id())));
        settlement.parked().forEach(row -> note(Movement.parked(orgs.getOrDefault(row.id(), 0L), Movement.OUTBOX + row.id())));
    }

    private void note(Movement movement) {
        if (isWatched()) {
            var unused = untold.merge(movement.orgId(), movement, Movement::and);
        }
    }

    private boolean isWatched() {
        return clock.instant().isBefore(watchedUntil);
    }

    private void begin() {
        if (watchers.getAndIncrement() == 0) {
            watchedUntil = clock.instant().plus(WATCHED_FOR);
            reminded = Instant.EPOCH;
        }
    }

    private Uni<Void> tell() {
        List<String> payloads = new ArrayList<>();
        if (watchers.get() > 0 && reminded.plus(REMINDER).isBefore(clock.instant())) {
            reminded = clock.instant();
            payloads.add(WATCHING);
        }
        payloads.addAll(news());
        return Multi.createFrom().iterable(payloads)
                .onItem().transformToUniAndConcatenate(payload -> signals.tell(CHANNEL, payload))
                .collect().last().replaceWithVoid()
                .onFailure().invoke(failure -> LOG.debugf("Watchers miss some news: %s", failure.toString()))
                .onFailure().recoverWithNull();
    }

    private List<String> news() {
        List<String> payloads = new ArrayList<>();
        List<Movement> some = new ArrayList<>();
        for (Long org : List.copyOf(untold.keySet())) {
            Movement movement = untold.remove(org);
            if (movement != null) {
                some.add(movement);
            }
            if (some.size() == ORGS_AT_ONCE) {
                payloads.add(WireJson.write(some));
                some = new ArrayList<>();
            }
        }
        if (!some.isEmpty()) {
            payloads.add(WireJson.write(some));
        }
        return payloads;
    }

    private void hear(String payload) {
        if (payload.equals(WATCHING)) {
            watchedUntil = clock.instant().plus(WATCHED_FOR);
        } else {
            try {
                List.of(WireJson.read(payload, Movement[].class)).forEach(told::onNext);
            } catch (IllegalStateException anotherVersions) {
                LOG.debugf("News of another version of the service are not understood: %s", anotherVersions.getMessage());
            }
        }
    }
}
