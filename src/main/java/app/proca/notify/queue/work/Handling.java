package app.proca.notify.queue.work;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import app.proca.notify.common.CurrentTrace;
import app.proca.notify.common.Fact;
import app.proca.notify.common.Nameless;
import app.proca.notify.common.OwnContext;
import app.proca.notify.common.Traced;
import app.proca.notify.common.Tracing;
import app.proca.notify.database.Absence;
import app.proca.notify.queue.broker.Arrival;
import app.proca.notify.queue.broker.Verdict;
import io.opentelemetry.api.trace.SpanKind;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** Has the work of one message done and decides what becomes of it. */
@Singleton
class Handling {

    private static final Logger LOG = Logger.getLogger(Handling.class);
    private static final WorkOutcome.Unavailable NO_DATABASE = new WorkOutcome.Unavailable("the database cannot be reached");

    private final WorkSettings settings;
    private final Parking parking;
    private final Withholding withholding;
    private final Vertx vertx;
    private final Troubles troubles;
    private final Absences absences;
    private final Rates rates;
    private final List<WorkWatcher> watchers;
    private final Tracing tracing;

    /** What becomes of a message whose other side is away. */
    @FunctionalInterface
    private interface Rest {
        Uni<Verdict> rest(Job job, WorkOutcome.Unavailable away);
    }

    Handling(WorkSettings settings, Parking parking, Withholding withholding, Vertx vertx, Clock clock, Rates rates,
            Troubles troubles, @All List<WorkWatcher> watchers, Tracing tracing) {
        this.settings = settings;
        this.parking = parking;
        this.withholding = withholding;
        this.vertx = vertx;
        this.troubles = troubles;
        this.absences = new Absences(clock);
        this.rates = rates;
        this.watchers = watchers;
        this.tracing = tracing;
    }

    /** Before a job's first message: with other settings the other side may be there. */
    void begin(Job job) {
        absences.end(job.queue());
    }

    /** Answers on any thread. Never fails, never hangs. */
    Uni<Verdict> handle(Worker worker, Job job, Arrival arrival) {
        Traced traced = begin(job, arrival);
        QueuedMessage message = QueuedMessage.of(job, arrival).tracedBy(traced.traceparent());
        troubles.begin(job);
        return work(worker, message, traced)
                .chain(outcome -> settle(message, outcome, this::rest))
                .invoke(verdict -> rates.count(job.queue(), verdict))
                .onTermination().invoke(() -> troubles.end(job));
    }

    /** The same for a message that somebody wants to see worked on: where the other side is away, it goes back at once. */
    Uni<Step> step(Worker worker, Job job, Arrival arrival) {
        Traced traced = begin(job, arrival);
        QueuedMessage message = QueuedMessage.of(job, arrival).tracedBy(traced.traceparent());
        troubles.begin(job);
        return work(worker, message, traced)
                .chain(outcome -> settle(message, outcome, (resting, away) -> Uni.createFrom().item(Verdict.RETURNED))
                        .map(verdict -> new Step(arrival.messageId(), outcome, verdict)))
                .invoke(step -> rates.count(job.queue(), step.verdict()))
                .onTermination().invoke(() -> troubles.end(job));
    }

    /** A message that nobody traced begins no trace. */
    private Traced begin(Job job, Arrival arrival) {
        return arrival.headers().get(Tracing.HEADER) instanceof String parent
                ? tracing.begin("work " + job.work(), SpanKind.CONSUMER, parent).with("proca.org", job.orgId())
                : Traced.not();
    }

    private Uni<WorkOutcome> work(Worker worker, QueuedMessage message, Traced traced) {
        return OwnContext.run(vertx, () -> {
            CurrentTrace.set(message.traceparent());
            return worker.work(message);
        })
                .ifNoItem().after(settings.timeLimit())
                .recoverWithItem(() -> new WorkOutcome.Failed("no outcome within " + settings.timeLimit()))
                .onItem().ifNull().continueWith(() -> new WorkOutcome.Failed("the worker gave no outcome"))
                .onFailure().recoverWithItem(failure -> failed(message, failure))
                .invoke(outcome -> note(message.job(), outcome))
                .invoke(outcome -> traced.with("proca.outcome", outcome.getClass().getSimpleName())
                        .end(outcome.failure().isEmpty()));
    }

    /** What is withheld, put off or wrong in itself tells nothing of the other side, and our own database's absence neither. */
    private void note(Job job, WorkOutcome outcome) {
        watchers.forEach(watcher -> watcher.worked(job, outcome));
        if (outcome instanceof WorkOutcome.Done done && done.taken()) {
            troubles.took(job);
        }
        outcome.failure().filter(reason -> outcome != NO_DATABASE).ifPresent(reason -> troubles.failed(job, reason));
    }

    private Uni<Verdict> settle(QueuedMessage message, WorkOutcome outcome, Rest rest) {
        // Java 17 has no pattern switch
        if (outcome instanceof WorkOutcome.Unavailable away) {
            return rest.rest(message.job(), away);
        }
        if (outcome instanceof WorkOutcome.Unexplained unexplained) {
            return message.returns() >= settings.unexplainedLimit() ? park(message, unexplained.reason(), rest)
                    : rest.rest(message.job(), new WorkOutcome.Unavailable(unexplained.reason())).replaceWith(Verdict.REJECTED);
        }
        if (outcome instanceof WorkOutcome.GivenUp hopeless) {
            return park(message, hopeless.reason(), rest);
        }
        if (outcome instanceof WorkOutcome.Failed failed) {
            return message.returns() >= settings.retryLimit() ? park(message, failed.reason(), rest)
                    : Uni.createFrom().item(Verdict.REJECTED);
        }
        if (outcome instanceof WorkOutcome.Withheld withheld) {
            return withhold(message, withheld.reason(), rest);
        }
        if (outcome instanceof WorkOutcome.Postponed) {
            return Uni.createFrom().item(Verdict.REJECTED);
        }
        return Uni.createFrom().item(Verdict.TAKEN);
    }

    /** Held meanwhile: it takes the place of another message that would fare no better. */
    private Uni<Verdict> rest(Job job, WorkOutcome.Unavailable away) {
        if (!absences.known(job.queue())) {
            LOG.warnf("Queue %s waits: %s", job.queue(), away.reason());
        }
        return Uni.createFrom().item(Verdict.RETURNED)
                .onItem().delayIt()
                .by(absences.rest(job.queue(), away.atLeast(), ThreadLocalRandom.current().nextDouble()));
    }

    /** What cannot be recorded now comes again; while the database is away, after a rest, without being counted. */
    private Uni<Verdict> withhold(QueuedMessage message, String reason, Rest rest) {
        return withholding.record(message, reason)
                .invoke(() -> about(message).log(() -> LOG.infof("Message %s of queue %s is withheld: %s",
                        message.arrival().messageId(), message.job().queue(), reason)))
                .replaceWith(Verdict.TAKEN)
                .onFailure().invoke(failure -> about(message).log(() -> LOG.errorf(
                        "Message %s of queue %s cannot be withheld and comes back: %s", message.arrival().messageId(),
                        message.job().queue(), failure.toString())))
                .onFailure().recoverWithUni(failure -> again(message, failure, rest));
    }

    /** What cannot be parked now goes through the circuit once more; while the database is away, it rests. */
    private Uni<Verdict> park(QueuedMessage message, String reason, Rest rest) {
        return parking.park(Parked.of(message, reason))
                .invoke(() -> about(message).log(() -> LOG.warnf("Message %s of queue %s is parked, after %d returns",
                        message.arrival().messageId(), message.job().queue(), message.returns())))
                .replaceWith(Verdict.TAKEN)
                .onFailure().invoke(failure -> about(message).log(() -> LOG.errorf(
                        "Message %s of queue %s cannot be parked and comes back: %s", message.arrival().messageId(),
                        message.job().queue(), failure.toString())))
                .onFailure().recoverWithUni(failure -> again(message, failure, rest));
    }

    private Uni<Verdict> again(QueuedMessage message, Throwable failure, Rest rest) {
        return Absence.explains(failure) ? rest.rest(message.job(), NO_DATABASE) : Uni.createFrom().item(Verdict.REJECTED);
    }

    private static Fact about(QueuedMessage message) {
        return Fact.of(message.orgId()).notification(message.arrival().messageId()).trace(message.traceparent());
    }

    private static WorkOutcome failed(QueuedMessage message, Throwable failure) {
        if (Absence.explains(failure)) {
            LOG.debug("The database cannot be reached", failure);
            return NO_DATABASE;
        }
        // what a library says may hold personal data
        about(message).log(() -> LOG.warnf("The worker of queue %s failed over message %s: %s", message.job().queue(),
                message.arrival().messageId(), failure.getClass().getName()));
        LOG.debug("The failure", Nameless.of(failure));
        return new WorkOutcome.Failed("the worker failed: " + failure.getClass().getName());
    }
}
