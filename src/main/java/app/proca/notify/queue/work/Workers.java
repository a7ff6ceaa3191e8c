package app.proca.notify.queue.work;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import app.proca.notify.queue.broker.Consumers;
import app.proca.notify.queue.broker.Consumption;
import app.proca.notify.queue.broker.Looks;
import app.proca.notify.queue.reconcile.OrgProcessing;
import app.proca.notify.queue.reconcile.OrgQueuesTable;
import app.proca.notify.queue.topology.QueueName;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * The workers of all orgs on this instance (spec/events.md, rows 1 and 3 to 5): they follow the orgs' settings, and what
 * operators want of them. The same runs on every other instance; the broker shares the messages out.
 */
@ApplicationScoped
public class Workers {

    private static final Logger LOG = Logger.getLogger(Workers.class);
    private static final int BEFORE_THE_BROKER = 100;
    private static final Duration LOOKS_APART = Duration.ofMinutes(1);
    private static final Duration A_MOMENT = Duration.ofSeconds(1);
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);

    private final Map<String, Worker> workers;
    private final OrgQueuesTable orgs;
    private final Consumers consumers;
    private final Looks looks;
    private final Handling handling;
    private final WorkSettings settings;
    private final Crew crew = new Crew(this::begin);
    private Cancellable looking = () -> {};

    Workers(@All List<Worker> workers, OrgQueuesTable orgs, Consumers consumers, Looks looks, Handling handling,
            WorkSettings settings) {
        // sorted by priority
        this.workers = workers.stream().collect(Collectors.toMap(Worker::work, Function.identity(), (first, second) -> first));
        this.orgs = orgs;
        this.consumers = consumers;
        this.looks = looks;
        this.handling = handling;
        this.settings = settings;
    }

    /** Behind the log's tail: what changes from now on is followed. */
    void startAll(@Observes StartupEvent started) {
        refreshInTheEnd(refreshAll());
    }

    /** Of what another program changed during a move nobody is told: the settings are looked at again and again. */
    void followOthers(@Observes StartupEvent started) {
        looking = Multi.createFrom().ticks().startingAfter(LOOKS_APART).every(LOOKS_APART).onOverflow().drop()
                .onItem().transformToUniAndConcatenate(tick -> refreshAll()
                        .onFailure().invoke(failure -> LOG.debugf("The workers' settings cannot be read now: %s", failure))
                        .onFailure().recoverWithNull())
                .subscribe().with(looked -> {},
                        failure -> LOG.error("Only changes that we are told of are followed: restart the service", failure));
    }

    /** Lets workers follow in the background, as soon as the settings can be read. */
    void refreshInTheEnd(Uni<Void> refreshed) {
        refreshed.onFailure().invoke(failure -> LOG.warnf("The workers' settings cannot be read now: %s", failure.toString()))
                .onFailure().retry().withBackOff(FIRST_RETRY, LONGEST_RETRY).indefinitely()
                .subscribe().with(done -> {}, failure -> LOG.error("The workers do not follow: restart the service", failure));
    }

    void stopAll(@Observes @Priority(BEFORE_THE_BROKER) ShutdownEvent shutdown) {
        looking.cancel();
        try {
            var unused = end(crew.dismiss()).subscribeAsCompletionStage()
                    .get(settings.stopLimit().plus(A_MOMENT).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            LOG.warnf("The workers did not stop in time, what they hold goes back to the queues: %s", late.toString());
        }
    }

    /** Lets an org's workers follow its settings: begins, ends, and begins anew where settings changed; else nothing. */
    public Uni<Void> refresh(long orgId) {
        return refreshed(() -> orgs.one(orgId), org -> org == orgId);
    }

    /** The same for all orgs, with one query. */
    public Uni<Void> refreshAll() {
        return refreshed(orgs::all, org -> true);
    }

    /** The queues that messages come from to this instance, at this moment. */
    public Set<QueueName> consumed() {
        return crew.consumed();
    }

    /** The works that somebody does, as {@link Worker#work} names them. */
    public Set<String> works() {
        return workers.keySet();
    }

    /**
     * One message of a queue whose worker is paused is worked on, here, and settled as always; empty where there is none.
     * That the worker is paused is for the caller to see to: else the running ones take most of the messages.
     */
    public Uni<Optional<Step>> step(OrgProcessing org, String work) {
        Worker worker = Objects.requireNonNull(workers.get(work), "a work that nobody does");
        Job job = new Job(org.queues().orgId(), work, org.fingerprints().getOrDefault(work, ""));
        AtomicReference<@Nullable Step> taken = new AtomicReference<>();
        worker.begin(job.orgId());
        return looks.takeOne(job.queue().value(), arrival -> handling.step(worker, job, arrival)
                .invoke(taken::set).map(Step::verdict))
                .map(had -> Optional.ofNullable(taken.get()));
    }

    private Uni<Void> refreshed(Supplier<Uni<List<OrgProcessing>>> read, Predicate<Long> concerned) {
        return workers.isEmpty() ? Uni.createFrom().voidItem() : Uni.createFrom().deferred(() -> {
            long when = crew.ask();
            return read.get().invoke(found -> follow(found, concerned, when)).replaceWithVoid();
        });
    }

    private void follow(List<OrgProcessing> found, Predicate<Long> concerned, long when) {
        end(crew.follow(concerned, Jobs.of(found, workers.keySet()), when))
                .subscribe().with(ended -> {}, failure -> LOG.error("A worker could not be stopped", failure));
    }

    private Consumption begin(Job job) {
        Worker worker = Objects.requireNonNull(workers.get(job.work()), "a job that nobody does");
        worker.begin(job.orgId());
        handling.begin(job);
        return consumers.consume(job.queue().value(), settings.prefetch(), arrival -> handling.handle(worker, job, arrival));
    }

    private Uni<Void> end(List<Consumption> ending) {
        return Multi.createFrom().iterable(ending)
                .onItem().transformToUni(consumption -> consumption.end(settings.stopLimit())).merge(Math.max(1, ending.size()))
                .collect().last().replaceWithVoid();
    }
}
