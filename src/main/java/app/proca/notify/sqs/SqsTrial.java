package app.proca.notify.sqs;

import java.util.List;
import java.util.Objects;
import java.util.Set;

import jakarta.inject.Singleton;

import app.proca.notify.org.ServiceName;
import app.proca.notify.queue.broker.CallerContext;
import app.proca.notify.queue.work.Content;
import app.proca.notify.queue.work.Trial;
import app.proca.notify.queue.work.WorkOutcome;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** Hands a sample to a queue of SQS. */
@Singleton
class SqsTrial implements Trial {

    private final SqsQueues queues;
    private final SqsRequests requests;

    SqsTrial(SqsQueues queues, SqsRequests requests) {
        this.queues = queues;
        this.requests = requests;
    }

    @Override
    public Set<ServiceName> kinds() {
        return Set.of(ServiceName.SQS);
    }

    @Override
    public Uni<Tried> run(Sample sample) {
        return queues.byId(sample.orgId(), Objects.requireNonNull(sample.serviceId(), "a queue of SQS is an org's own"))
                .chain(found -> found.map(queue -> run(sample, queue))
                        .orElseGet(() -> tried("", new WorkOutcome.GivenUp("the service is gone"))));
    }

    private Uni<Tried> run(Sample sample, SqsQueue queue) {
        String fault = queue.fault();
        if (fault != null) {
            return tried(queue.name(), new WorkOutcome.Unavailable("the SQS service cannot be used: " + fault));
        }
        String body = sample.body();
        Content content = Content.of(Buffer.buffer(body)).orElseThrow();
        return Uni.createFrom().deferred(() -> requests.send(queue, List.of(SqsMessage.of(body, content, sample.id())))
                .emitOn(CallerContext.current()))
                .map(outcomes -> Tried.of(queue.name(), outcomes.get(0)));
    }

    private static Uni<Tried> tried(String to, WorkOutcome outcome) {
        return Uni.createFrom().item(Tried.of(to, outcome));
    }
}
