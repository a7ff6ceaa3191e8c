package app.proca.notify.webhook;

import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Singleton;

import app.proca.notify.org.ServiceName;
import app.proca.notify.queue.work.Content;
import app.proca.notify.queue.work.Trial;
import app.proca.notify.queue.work.WorkOutcome;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/**
 * Calls a webhook with a sample, signed as any message, also one that is disabled. What it answers changes nothing: one that
 * answers 410 is not disabled by it.
 */
@Singleton
class WebhookTrial implements Trial {

    private static final int SHOWN_BYTES = 1_000;

    private final Webhooks webhooks;
    private final Calls calls;
    private final Clock clock;
    private final WebhookSettings settings;

    WebhookTrial(Webhooks webhooks, Calls calls, Clock clock, WebhookSettings settings) {
        this.webhooks = webhooks;
        this.calls = calls;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    public Set<ServiceName> kinds() {
        return Set.of(ServiceName.WEBHOOK);
    }

    @Override
    public Uni<Tried> run(Sample sample) {
        return webhooks.byId(sample.orgId(), Objects.requireNonNull(sample.serviceId(), "a webhook is an org's own"))
                .chain(found -> found.map(webhook -> run(sample, webhook))
                        .orElseGet(() -> tried("", new WorkOutcome.GivenUp("the service is gone"))));
    }

    private Uni<Tried> run(Sample sample, Webhook webhook) {
        Buffer body = Buffer.buffer(sample.body());
        Optional<URI> url = Content.of(body).flatMap(webhook::url);
        return url.map(there -> run(webhook.call(sample.id(), sample.at(), body, there)))
                .orElseGet(() -> tried("", new WorkOutcome.Unavailable(webhook.noUrl())));
    }

    private Uni<Tried> run(Call call) {
        Excerpt excerpt = new Excerpt(SHOWN_BYTES);
        return calls.post(call, excerpt).map(answer -> tried(call, answer, excerpt));
    }

    private Tried tried(Call call, Answer answer, Excerpt excerpt) {
        // nothing but the sample was sent: whatever it does not explain is the other side's
        String error = answer.outcome(true, clock, settings.longestRetryAfter()).reason();
        return answer instanceof Answer.Status status ? new Tried(call.host(), status.code(), excerpt.text(), error)
                : new Tried(call.host(), null, null, error);
    }

    private static Uni<Tried> tried(String to, WorkOutcome outcome) {
        return Uni.createFrom().item(Tried.of(to, outcome));
    }
}
