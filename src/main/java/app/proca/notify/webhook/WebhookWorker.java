package app.proca.notify.webhook;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import app.proca.notify.queue.topology.QueueName;
import app.proca.notify.queue.work.Consent;
import app.proca.notify.queue.work.Content;
import app.proca.notify.queue.work.QueuedMessage;
import app.proca.notify.queue.work.Troubles;
import app.proca.notify.queue.work.WorkOutcome;
import app.proca.notify.queue.work.Worker;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;

/**
 * Posts an org's messages to its webhooks (spec/amqp.md, {@code wrk.N.webhook}). Phases: (1) read the message; (2) see that
 * it may still go; (3) find the webhook, for events or for actions; (4) call it. What fails in 1 or 3 no further attempt
 * would help; in 2 nothing is sent; of 4 the answer decides.
 */
@Singleton
class WebhookWorker implements Worker {

    private static final Logger LOG = Logger.getLogger(WebhookWorker.class);
    private static final Pattern USABLE_ID = Pattern.compile("[\\w-]{1,100}");

    private final Consent consent;
    private final Webhooks webhooks;
    private final Calls calls;
    private final Clock clock;
    private final WebhookSettings settings;
    private final Troubles troubles;
    private final List<CallWatcher> watchers;
    private final Suspects suspects = new Suspects();

    /** What one of an org's webhooks takes. */
    private record Part(QueueName queue, long orgId) {}

    WebhookWorker(Consent consent, Webhooks webhooks, Calls calls, Clock clock, WebhookSettings settings,
            Troubles troubles, @All List<CallWatcher> watchers) {
        this.consent = consent;
        this.webhooks = webhooks;
        this.calls = calls;
        this.clock = clock;
        this.settings = settings;
        this.troubles = troubles;
        this.watchers = watchers;
    }

    @Override
    public String work() {
        return "webhook";
    }

    @Override
    public Uni<WorkOutcome> work(QueuedMessage message) {
        return Content.of(message.body())
                .map(content -> consent.ifItMayGo(message.orgId(), content, () -> deliver(message, content)))
                .orElseGet(() -> Uni.createFrom().item(new WorkOutcome.GivenUp("it is no JSON object")));
    }

    private Uni<WorkOutcome> deliver(QueuedMessage message, Content content) {
        return webhooks.of(message.orgId(), content.isEvent())
                .chain(found -> found.map(webhook -> deliver(message, content, webhook))
                        .orElseGet(() -> Uni.createFrom().item(new WorkOutcome.GivenUp(
                                "no webhook takes the " + (content.isEvent() ? "events" : "actions") + " of the org any more"))));
    }

    private Uni<WorkOutcome> deliver(QueuedMessage message, Content content, Webhook webhook) {
        if (webhook.gone() != null) {
            return Uni.createFrom()
                    .item(untilUpdated(part(message, content), webhook, "the webhook of service " + webhook.serviceId()
                            + " is disabled, " + webhook.gone() + ": update the service when it is there again"));
        }
        return webhook.url(content)
                .map(url -> post(webhook.call(id(message), clock.instant(), message.body(), url).tracedBy(message.traceparent()))
                        .chain(answer -> outcome(part(message, content), webhook, answer)))
                .orElseGet(() -> Uni.createFrom().item(untilUpdated(part(message, content), webhook, webhook.noUrl())));
    }

    private Uni<Answer> post(Call call) {
        long begun = System.nanoTime();
        return calls.post(call).invoke(answer -> {
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            watchers.forEach(watcher -> watcher.called(answer.result(), took));
        });
    }

    /**
     * The queue rests, but not where another webhook takes some of its messages: those have their turn between, and what they
     * tell of the queue is not true of this one.
     */
    private WorkOutcome untilUpdated(Part part, Webhook webhook, String reason) {
        if (webhook.alone()) {
            return new WorkOutcome.Unavailable(reason);
        }
        troubles.failed(part.queue(), part.orgId(), reason);
        return new WorkOutcome.Postponed(reason);
    }

    private Uni<WorkOutcome> outcome(Part part, Webhook webhook, Answer answer) {
        boolean worked = suspects.called(webhook.serviceId(), answer.isSuccess());
        if (answer.isSuccess() && !webhook.alone()) {
            troubles.took(part.queue(), part.orgId());
        }
        WorkOutcome outcome = answer.outcome(worked, clock, settings.longestRetryAfter());
        return answer instanceof Answer.Status status && status.isGone()
                ? webhooks.disable(webhook, status.reason())
                        .invoke(disabled -> {
                            if (disabled) {
                                LOG.warnf("The webhook of service %d is gone, and disabled until the service is updated",
                                        webhook.serviceId());
                            }
                        })
                        .replaceWith(outcome)
                : Uni.createFrom().item(outcome);
    }

    private static Part part(QueuedMessage message, Content content) {
        return new Part(message.job().queue().part(content.isEvent() ? QueueName.EVENTS : QueueName.ACTIONS), message.orgId());
    }

    /** The message's, the same in each attempt; of one without an id that can be in a header, its body's. */
    private static String id(QueuedMessage message) {
        String id = message.arrival().messageId();
        return id != null && USABLE_ID.matcher(id).matches() ? id : UUID.nameUUIDFromBytes(message.body().getBytes()).toString();
    }
}
