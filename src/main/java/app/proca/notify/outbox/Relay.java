package app.proca.notify.outbox;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import app.proca.notify.common.Fact;
import app.proca.notify.outbox.Lane.Next;
import app.proca.notify.outbox.Settlement.Attempt;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * Delivers committed notifications: at least once, in the order of the commits of an org, orgs beside each other.
 *
 * <p>In one transaction: (1) take the shard's advisory lock, so that one instance at a time relays it and its death frees it; (2)
 * read a batch that is due; (3) deliver and wait for every outcome; (4) write the outcomes; the same with the batches behind it
 * ({@link Pipeline}); (5) commit. Dying between 3 and 5 delivers them again, with the same message ids.
 */
@ApplicationScoped
public class Relay {

    private static final Logger LOG = Logger.getLogger(Relay.class);

    private final Pool pool;
    private final OutboxTable table;
    private final OutboxSettings settings;
    private final RetryPolicy policy;
    private final RetryPolicy mailPolicy;
    private final Rests rests;
    private final Movements movements;
    private final List<RelayWatcher> watchers;
    private final Deliveries deliveries;
    private final List<Lane> lanes = Shards.all().mapToObj(shard -> new Lane(shard, this::batch)).toList();
    /** One per route. */
    private final List<UnicastProcessor<Lane>> woken =
            Arrays.stream(Route.values()).map(route -> UnicastProcessor.<Lane>create()).toList();
    private Cancellable relaying = () -> {};
    private Cancellable polling = () -> {};

    Relay(Pool pool, OutboxTable table, OutboxSettings settings, Clock clock, Movements movements,
            @All List<RelayWatcher> watchers, Deliveries deliveries) {
        this.pool = pool;
        this.table = table;
        this.settings = settings;
        this.policy = RetryPolicy.of(settings);
        this.mailPolicy = RetryPolicy.of(settings.mail());
        this.rests = new Rests(clock);
        this.movements = movements;
        this.watchers = watchers;
        this.deliveries = deliveries;
    }

    void start(@Observes StartupEvent started) {
        relaying = Multi.createFrom().items(Route.values())
                .onItem().transformToMulti(this::relay).merge(Route.values().length)
                .subscribe().with(drained -> {}, failure -> LOG.error("The relay stopped: restart the service", failure));
        polling = Multi.createFrom().ticks().every(settings.poll()).onOverflow().drop()
                .onItem().transformToUniAndConcatenate(tick -> wakeDue())
                .subscribe().with(polled -> {}, failure -> LOG.error("The relay's poll stopped: restart the service", failure));
    }

    void stop(@Observes ShutdownEvent stopping) {
        polling.cancel();
        relaying.cancel();
    }

    /** Something in this shard was committed. */
    void wake(int shard) {
        wake(lanes.get(shard));
    }

    /** The other side of these channels is back: no need to wait for the end of the rest. */
    public void resume(Collection<Channel> channels) {
        channels.forEach(channel -> rests.end(Counterpart.of(channel)));
        Shards.all().forEach(this::wake);
    }

    private Multi<Void> relay(Route route) {
        return woken.get(route.ordinal()).onItem().transformToUni(this::drain)
                .merge(lanes(route));
    }

    private void wake(Lane lane) {
        if (lane.wake()) {
            queue(lane);
        }
    }

    private void queue(Lane lane) {
        synchronized (woken) {
            woken.get(Shards.route(lane.shard()).ordinal()).onNext(lane);
        }
    }

    /** A lane that has to come back later makes room for others meanwhile. */
    private Uni<Void> drain(Lane lane) {
        return lane.drain()
                .invoke(later -> later.ifPresent(pause -> Uni.createFrom().voidItem().onItem().delayIt().by(pause)
                        .subscribe().with(passed -> queue(lane),
                                failure -> LOG.error("A shard is no longer relayed here: restart the service", failure))))
                .replaceWithVoid();
    }

    private Uni<Void> wakeDue() {
        return table.shardsWithWork(pool)
                .invoke(shards -> shards.forEach(this::wake))
                .onFailure().invoke(failure -> LOG.warnf("The relay cannot look for work: %s", failure.toString()))
                .onFailure().recoverWithNull()
                .replaceWithVoid();
    }

    private Uni<Next> batch(int shard) {
        return rests.awake(Shards.route(shard)).isEmpty()
                ? Uni.createFrom().item(Next.DONE)
                : pool.withTransaction(transaction -> table.lock(transaction, shard, settings.deliveryLimit().multipliedBy(2))
                        .chain(mine -> mine ? relay(transaction, shard) : Uni.createFrom().item(Next.LATER)));
    }

    /** Of the batches of a transaction as many as {@link Pipeline} allows are on their way at once; they are settled one by one. */
    private Uni<Next> relay(SqlConnection transaction, int shard) {
        // Confirms come on the broker's thread: the transaction goes on where it began.
        Context context = Objects.requireNonNull(Vertx.currentContext(), "not on a Vert.x context");
        Route route = Shards.route(shard);
        Pipeline pipeline = new Pipeline(batchSize(route), settings.batches());
        return Multi.createBy().repeating().uni(() -> claim(transaction, shard, pipeline)).whilst(Pipeline.Batch::another)
                .select().where(batch -> !batch.tried().isEmpty())
                .onItem().transformToUni(batch -> deliveries.deliver(route, batch.tried())
                        .emitOn(work -> on(context, work))
                        .map(attempts -> pipeline.told(batch, attempts)))
                .merge(Pipeline.AT_ONCE)
                .onItem().transformToUniAndConcatenate(told -> settle(transaction, route, told).invoke(pipeline::settled))
                .collect().last()
                .map(last -> pipeline.next());
    }

    /** At once where that is possible: no batch may begin between a refusal and the pipeline's knowing of it. */
    private static void on(Context context, Runnable work) {
        if (Vertx.currentContext() == context) {
            work.run();
        } else {
            context.runOnContext(ignored -> work.run());
        }
    }

    private Uni<Pipeline.Batch> claim(SqlConnection transaction, int shard, Pipeline pipeline) {
        Route route = Shards.route(shard);
        return table.due(transaction, shard, pipeline.behind(), rests.awake(route), rests.resting(route), batchSize(route))
                .map(due -> pipeline.begin(due, rests.probes(due)));
    }

    private Uni<Settlement> settle(SqlConnection transaction, Route route, List<Attempt> told) {
        Settlement settlement =
                Settlement.of(told, route == Route.MAIL ? mailPolicy : policy, ThreadLocalRandom.current()::nextDouble);
        List<Notification> tried = told.stream().map(Attempt::notification).toList();
        return table.settle(transaction, settlement)
                .invoke(() -> log(settlement, tried))
                .invoke(() -> movements.settled(settlement, tried))
                .invoke(() -> rest(settlement, tried))
                .invoke(() -> tell(route, settlement, tried))
                .replaceWith(settlement);
    }

    /** Nothing where a batch has to wait for what comes of the one before it. */
    private void tell(Route route, Settlement settlement, List<Notification> tried) {
        if (!tried.isEmpty()) {
            List<Settled> settled = settlement.of(tried);
            watchers.forEach(watcher -> watcher.settled(route.label(), tried.size(), settled));
        }
    }

    private int batchSize(Route route) {
        return switch (route) {
            case BROKER -> settings.batchSize();
            case MAIL -> settings.mail().batchSize();
            case PROCESSING -> settings.processing().batchSize();
        };
    }

    private int lanes(Route route) {
        return switch (route) {
            case BROKER -> settings.lanes();
            case MAIL -> settings.mail().lanes();
            case PROCESSING -> settings.processing().lanes();
        };
    }

    private void rest(Settlement settlement, List<Notification> tried) {
        settlement.unavailable().forEach((counterpart, reason) -> {
            Duration rest = rests.rest(counterpart, ThreadLocalRandom.current().nextDouble());
            LOG.warnf("%s rests for %d ms: %s", counterpart, rest.toMillis(), reason);
        });
        if (!settlement.isChannelUnavailable()) {
            tried.stream().flatMap(answered -> Stream.of(Counterpart.of(answered.channel()), Counterpart.addressOf(answered)))
                    .filter(counterpart -> !settlement.unavailable().containsKey(counterpart)).distinct().forEach(rests::end);
        }
    }

    private static void log(Settlement settlement, List<Notification> tried) {
        List<Settlement.Unrouted> unrouted = LOG.isDebugEnabled() ? settlement.unrouted() : List.of();
        if (unrouted.isEmpty() && settlement.retries().isEmpty() && settlement.parked().isEmpty()) {
            return;
        }
        Map<Long, Notification> byId = tried.stream().collect(Collectors.toMap(Notification::id, Function.identity()));
        unrouted.forEach(row -> about(byId.get(row.id()))
                .log(() -> LOG.debugf("Notification %d is unrouted: %s", row.id(), row.reason())));
        settlement.retries().forEach(row -> about(byId.get(row.id())).log(() -> LOG.warnf(
                "Notification %d was refused, next attempt in %d ms: %s", row.id(), row.delay().toMillis(), row.reason())));
        settlement.parked().forEach(row -> about(byId.get(row.id()))
                .log(() -> LOG.errorf("Notification %d is parked, it needs an operator: %s", row.id(), row.reason())));
    }

    private static Fact about(@Nullable Notification notification) {
        Notification tried = Objects.requireNonNull(notification, "settled, and was not tried");
        return Fact.of(tried.orgId()).notification(Movement.OUTBOX + tried.id()).trace(tried.traceparent());
    }
}
