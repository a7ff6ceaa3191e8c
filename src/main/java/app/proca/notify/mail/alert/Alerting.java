package app.proca.notify.mail.alert;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import app.proca.notify.common.Nameless;
import app.proca.notify.common.OwnContext;
import app.proca.notify.queue.broker.Looks;
import app.proca.notify.queue.broker.Looks.Depth;
import app.proca.notify.queue.reconcile.OrgQueuesTable;
import app.proca.notify.queue.topology.OrgQueues;
import app.proca.notify.queue.topology.QueueName;
import app.proca.notify.queue.topology.TopologySettings;
import app.proca.notify.queue.topology.TopologySettings.QueueType;
import app.proca.notify.queue.work.Trouble;
import app.proca.notify.queue.work.Troubles;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;

/**
 * Looks, again and again, whether owners have to be told of something. Phases: (1) what this instance's workers saw, and what
 * waits in the queues of CRMs, goes to the database; (2) of what lasts in queues of CRMs, the age of the oldest message is
 * looked up; (3) of what lasts too long, or is over, the owners are told. What fails comes with the next look.
 */
@ApplicationScoped
class Alerting {

    private static final Logger LOG = Logger.getLogger(Alerting.class);

    private final AlertSettings settings;
    private final OrgQueuesTable orgs;
    private final Troubles troubles;
    private final Looks looks;
    private final AlertTables tables;
    private final AlertMails mails;
    private final TopologySettings queues;
    private final Vertx vertx;
    private final Clock clock;
    private Cancellable looking = () -> {};

    Alerting(AlertSettings settings, OrgQueuesTable orgs, Troubles troubles, Looks looks, AlertTables tables,
            AlertMails mails, TopologySettings queues, Vertx vertx, Clock clock) {
        this.settings = settings;
        this.orgs = orgs;
        this.troubles = troubles;
        this.looks = looks;
        this.tables = tables;
        this.mails = mails;
        this.queues = queues;
        this.vertx = vertx;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        if (settings.areOn()) {
            looking = Multi.createFrom().ticks().startingAfter(settings.every()).every(settings.every()).onOverflow().drop()
                    .onItem().transformToUniAndConcatenate(tick -> lookAgain())
                    .subscribe()
                    .with(done -> {},
                            failure -> LOG.error("Owners are no longer told of what fails: restart the service", failure));
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        looking.cancel();
    }

    /** Once. */
    Uni<Void> look() {
        return OwnContext.run(vertx, () -> orgs.all().map(Watched::of)
                .chain(watched -> depths(watched.ofCrms())
                        .call(found -> gather(watched, found))
                        .call(found -> tables.standings()
                                .chain(standings -> each(standings, standing -> findOldest(watched, found, standing))))
                        .chain(found -> tables.standings()
                                .chain(standings -> each(standings, standing -> act(watched, found, standing))))));
    }

    private Uni<Void> lookAgain() {
        return Uni.createFrom().deferred(this::look)
                .onFailure().invoke(failure -> {
                    LOG.warnf("Whether owners have to be told of something is not known now: %s", failure.getClass().getName());
                    LOG.debug("The failure", Nameless.of(failure));
                })
                .onFailure().recoverWithNull();
    }

    /** A broker that is away says nothing of CRMs, which are not to blame. */
    private Uni<Map<QueueName, Depth>> depths(Collection<QueueName> queues) {
        return queues.isEmpty() ? Uni.createFrom().item(Map.of())
                : looks.depths(queues.stream().map(QueueName::value).toList())
                        .map(found -> queues.stream().filter(queue -> found.containsKey(queue.value()))
                                .collect(Collectors.toMap(Function.identity(), queue -> found.get(queue.value()))))
                        .onFailure().recoverWithItem(Map.of());
    }

    /** When the message at the head of a queue was sent. */
    private Uni<Optional<Instant>> oldest(QueueName queue) {
        return looks.peek(queue.value(), 1)
                .map(head -> head.stream().findFirst().flatMap(peeked -> Optional.ofNullable(peeked.arrival().sentAt())))
                .onFailure().recoverWithItem(Optional.empty());
    }

    private Uni<Void> gather(Watched watched, Map<QueueName, Depth> found) {
        List<Trouble> seen = new ArrayList<>(troubles.seen());
        seen.addAll(watched.seen(found, clock.instant()));
        return tables.record(seen);
    }

    private Uni<Void> findOldest(Watched watched, Map<QueueName, Depth> found, Standing standing) {
        Depth depth = found.get(standing.trouble().queue());
        return depth != null && depth.ready() > 0 && mayHaveGoneOn(watched, depth, standing)
                ? oldest(standing.trouble().queue())
                        .chain(oldest -> tables.record(oldest.stream()
                                .map(sent -> Watched.seen(standing.trouble(), sent, clock.instant())).toList()))
                : Uni.createFrom().voidItem();
    }

    /**
     * The head of a queue is not touched without need: while its owners know, only where somebody reads it; of a quorum queue,
     * which gives up a message that was looked at often, not even then.
     */
    private boolean mayHaveGoneOn(Watched watched, Depth depth, Standing standing) {
        return alert(watched, standing) == Alert.MISSED
                || standing.told() != null && standing.told().open() && depth.consumers() > 0
                        && queues.type() != QueueType.QUORUM;
    }

    private Uni<Void> act(Watched watched, Map<QueueName, Depth> found, Standing standing) {
        Trouble trouble = standing.trouble();
        return switch (alert(watched, standing)) {
            case NOTHING -> Uni.createFrom().voidItem();
            case OVER -> mails.over(trouble);
            case MISSED -> missed(trouble, found, Objects.requireNonNull(trouble.since()), org(watched, trouble));
            case RECOVERED -> recovered(trouble, Objects.requireNonNull(standing.told()).since(), org(watched, trouble));
        };
    }

    /** Of a queue that is not wanted any more nothing is missing. */
    private Alert alert(Watched watched, Standing standing) {
        Instant now = clock.instant();
        return watched.find(standing.trouble().queue()).isPresent()
                ? Alert.of(standing.told(), standing.trouble(), now, settings)
                : standing.told() != null && standing.told().open() ? Alert.OVER : Alert.NOTHING;
    }

    /** A message that was just looked at may be on its way back: of a CRM's queue it counts what was there before. */
    private Uni<Void> missed(Trouble trouble, Map<QueueName, Depth> found, Instant since, OrgQueues org) {
        QueueName queue = trouble.queue();
        if (queue.isPart()) {
            return mails.missed(trouble, since, org, null);
        }
        Uni<Map<QueueName, Depth>> depth = found.containsKey(queue) ? Uni.createFrom().item(found) : depths(List.of(queue));
        return depth.map(depths -> waiting(queue, depths.getOrDefault(queue, new Depth(0, 0))))
                .chain(waiting -> tables.parked(trouble, since).map(parked -> Math.max(1, waiting + parked)))
                .chain(count -> mails.missed(trouble, since, org, count));
    }

    private Uni<Void> recovered(Trouble trouble, Instant since, OrgQueues org) {
        return tables.parked(trouble, since).chain(parked -> mails.recovered(trouble, since, org, parked));
    }

    /** The few that other instances have in hand are left out. */
    private long waiting(QueueName queue, Depth depth) {
        return depth.ready() + troubles.held(queue);
    }

    private static OrgQueues org(Watched watched, Trouble trouble) {
        return watched.find(trouble.queue()).orElseThrow();
    }

    private static Uni<Void> each(List<Standing> standings, Function<Standing, Uni<Void>> work) {
        return Multi.createFrom().iterable(standings).onItem().transformToUniAndConcatenate(work::apply).collect().last();
    }
}
