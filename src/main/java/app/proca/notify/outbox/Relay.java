package app.proca.notify.outbox;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

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
 * <p>A batch is one transaction: (1) take the shard's advisory lock, so that one instance at a time relays it and its
 * death frees it; (2) read what is due; (3) deliver and wait for every outcome; (4) write the outcomes; (5) commit. Dying
 * between 3 and 5 delivers the batch again, with the same message ids.
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
    private final Map<Channel, Deliverer> deliverers = new EnumMap<>(Channel.class);
    private final List<Lane> lanes = Shards.all().mapToObj(shard -> new Lane(shard, this::batch)).toList();
    /** One per route. */
    private final List<UnicastProcessor<Lane>> woken =
            Arrays.stream(Route.values()).map(route -> UnicastProcessor.<Lane>create()).toList();
    private Cancellable relaying = () -> {};
    private Cancellable polling = () -> {};

    Relay(Pool pool, OutboxTable table, OutboxSettings settings, Clock clock, Movements movements,
            @All List<Deliverer> deliverers) {
        this.pool = pool;
        this.table = table;
        this.settings = settings;
        this.policy = RetryPolicy.of(settings);
        this.mailPolicy = RetryPolicy.of(settings.mail());
        this.rests = new Rests(clock);
        this.movements = movements;
        deliverers.forEach(deliverer -> this.deliverers.put(deliverer.channel(), deliverer));
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

    private Uni<Next> relay(SqlConnection transaction, int shard) {
        Route route = Shards.route(shard);
        return table.due(transaction, shard, rests.awake(route), rests.resting(route), batchSize(route))
                .chain(due -> due.isEmpty() ? Uni.createFrom().item(Next.DONE) : deliverAndSettle(transaction, route, due));
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

    private Uni<Next> deliverAndSettle(SqlConnection transaction, Route route, List<Notification> due) {
        // Confirms come on the broker's thread: the transaction goes on where it began.
        Context context = Objects.requireNonNull(Vertx.currentContext(), "not on a Vert.x context");
        List<Notification> tried = rests.probes(due);
        return (route == Route.PROCESSING ? deliverTogether(tried) : deliver(tried))
                .emitOn(work -> context.runOnContext(ignored -> work.run()))
                .map(attempts -> Settlement.of(attempts, route == Route.MAIL ? mailPolicy : policy,
                        ThreadLocalRandom.current()::nextDouble))
                .call(settlement -> table.settle(transaction, settlement))
                .invoke(this::log)
                .invoke(settlement -> movements.settled(settlement, tried))
                .invoke(settlement -> rest(settlement, tried))
                .map(settlement -> next(settlement, due.size() == batchSize(route), tried.size() < due.size()));
    }

    private Uni<List<Attempt>> deliver(List<Notification> due) {
        return Multi.createFrom().iterable(OrgRun.of(due))
                .onItem().transformToMulti(this::deliver).merge(Integer.MAX_VALUE)
                .collect().asList();
    }

    /** In one go, all of one channel. */
    private Uni<List<Attempt>> deliverTogether(List<Notification> due) {
        Channel channel = due.get(0).channel();
        Deliverer deliverer = deliverers.get(channel);
        return (deliverer == null ? Uni.createFrom().item(all(due, nobodyDelivers(channel))) : deliverer.deliverAll(due))
                .ifNoItem().after(settings.deliveryLimit()).recoverWithItem(() -> all(due, silent(channel)))
                .onFailure().recoverWithItem(failure -> all(due, new Outcome.Failed(failure.toString())))
                .map(outcomes -> IntStream.range(0, due.size())
                        .mapToObj(position -> new Attempt(due.get(position), outcomes.get(position))).toList());
    }

    private static List<Outcome> all(List<Notification> due, Outcome outcome) {
        return Collections.nCopies(due.size(), outcome);
    }

    private static Outcome nobodyDelivers(Channel channel) {
        return new Outcome.Failed("nothing delivers the channel " + channel);
    }

    private Multi<Attempt> deliver(OrgRun org) {
        return Multi.createFrom().iterable(org.runs())
                .onItem().transformToUniAndConcatenate(run -> deliverRun(org.open(run)).invoke(org::note))
                .onItem().disjoint();
    }

    private Uni<List<Attempt>> deliverRun(List<Notification> run) {
        if (run.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        // whom one address keeps waiting must not hide what came of the others
        return run.get(0).channel().addressed() ? deliverEach(run) : deliverTogether(run);
    }

    private Uni<List<Attempt>> deliverEach(List<Notification> run) {
        // join subscribes in the order of the list: that is the order of delivery
        return Uni.join().all(run.stream().map(this::attempt).toList()).andCollectFailures();
    }

    private Uni<Attempt> attempt(Notification notification) {
        Deliverer deliverer = deliverers.get(notification.channel());
        Uni<Outcome> outcome = deliverer == null
                ? Uni.createFrom().item(nobodyDelivers(notification.channel()))
                : deliverer.deliver(notification);
        return outcome
                .ifNoItem().after(settings.deliveryLimit())
                .recoverWithItem(() -> silent(notification.channel()))
                .onFailure().recoverWithItem(failure -> new Outcome.Failed(failure.toString()))
                .map(result -> new Attempt(notification, result));
    }

    private Outcome silent(Channel channel) {
        String reason = "no answer within " + settings.deliveryLimit();
        return channel.addressed() ? new Outcome.AddressUnavailable(reason) : new Outcome.Unavailable(reason);
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

    /**
     * @param full true where there may be more than the batch had
     * @param withheld true where the batch had more than was tried
     */
    private static Next next(Settlement settlement, boolean full, boolean withheld) {
        if (settlement.isChannelUnavailable()) {
            return Next.DONE;
        }
        return full || withheld && settlement.unavailable().isEmpty() ? Next.AGAIN : Next.DONE;
    }

    private void log(Settlement settlement) {
        settlement.unrouted().forEach(row -> LOG.debugf("Notification %d is unrouted: %s", row.id(), row.reason()));
        settlement.retries().forEach(row -> LOG.warnf("Notification %d was refused, next attempt in %d ms: %s", row.id(),
                row.delay().toMillis(), row.reason()));
        settlement.parked()
                .forEach(row -> LOG.errorf("Notification %d is parked, it needs an operator: %s", row.id(), row.reason()));
    }
}
