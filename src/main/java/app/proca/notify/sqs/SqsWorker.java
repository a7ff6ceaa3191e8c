package app.proca.notify.sqs;

import jakarta.inject.Singleton;

import app.proca.notify.queue.broker.CallerContext;
import app.proca.notify.queue.work.Consent;
import app.proca.notify.queue.work.Content;
import app.proca.notify.queue.work.QueuedMessage;
import app.proca.notify.queue.work.WorkOutcome;
import app.proca.notify.queue.work.Worker;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/**
 * Hands an org's messages to its queues of SQS (spec/amqp.md, {@code wrk.N.sqs}), those that come together in one request.
 * One that SQS refuses alone comes back alone.
 */
@Singleton
class SqsWorker implements Worker {

    private final Consent consent;
    private final SqsQueues queues;
    private final Batches batches;

    SqsWorker(Consent consent, SqsQueues queues, SqsRequests requests, SqsSettings settings, Vertx vertx) {
        this.consent = consent;
        this.queues = queues;
        long moment = Math.max(1, settings.gather().toMillis());
        this.batches = new Batches(requests::send, due -> vertx.setTimer(moment, timer -> due.run()));
    }

    @Override
    public String work() {
        return "sqs";
    }

    @Override
    public Uni<WorkOutcome> work(QueuedMessage message) {
        return Content.of(message.body())
                .map(content -> consent.ifItMayGo(message.orgId(), content, () -> deliver(message, content)))
                .orElseGet(() -> Uni.createFrom().item(new WorkOutcome.GivenUp("it is no JSON object")));
    }

    private Uni<WorkOutcome> deliver(QueuedMessage message, Content content) {
        return queues.of(message.orgId(), content.isEvent())
                .chain(found -> found.map(queue -> deliver(message, content, queue))
                        .orElseGet(() -> Uni.createFrom().item(new WorkOutcome.GivenUp(
                                "no queue of SQS takes the " + (content.isEvent() ? "events" : "actions")
                                        + " of the org any more"))));
    }

    private Uni<WorkOutcome> deliver(QueuedMessage message, Content content, SqsQueue queue) {
        String fault = queue.fault();
        return fault != null ? Uni.createFrom().item(untilUpdated(queue, "the SQS service cannot be used: " + fault))
                : batches.add(queue, SqsMessage.of(message.body().toString(), content, message.arrival().messageId()))
                        .emitOn(CallerContext.current());
    }

    /** Our queue rests, but not where another queue of SQS takes some of its messages: those have their turn between. */
    private static WorkOutcome untilUpdated(SqsQueue queue, String reason) {
        return queue.alone() ? new WorkOutcome.Unavailable(reason) : new WorkOutcome.Postponed(reason);
    }
}
