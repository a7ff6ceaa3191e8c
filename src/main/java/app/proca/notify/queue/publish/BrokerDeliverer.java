package app.proca.notify.queue.publish;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jspecify.annotations.Nullable;

import app.proca.notify.common.Tracing;
import app.proca.notify.outbox.Channel;
import app.proca.notify.outbox.Deliverer;
import app.proca.notify.outbox.Notification;
import app.proca.notify.outbox.Outcome;
import app.proca.notify.queue.broker.CallerContext;
import app.proca.notify.queue.broker.Publication;
import app.proca.notify.queue.broker.Turns;
import io.smallrye.mutiny.Uni;

/** Publishes an org's messages over the channel {@code org-exchanges}. */
@ApplicationScoped
class BrokerDeliverer implements Deliverer {

    private final Emitter<Run> exchanges;
    private final Turns turns;

    // Unbounded here, bounded by the relay: never more than its batches are on their way.
    BrokerDeliverer(
            @org.eclipse.microprofile.reactive.messaging.Channel("org-exchanges") @OnOverflow(value = OnOverflow.Strategy.UNBOUNDED_BUFFER) Emitter<Run> exchanges,
            Turns turns) {
        this.exchanges = exchanges;
        this.turns = turns;
    }

    @Override
    public Channel channel() {
        return Channel.BROKER;
    }

    @Override
    public Uni<Outcome> deliver(Notification notification) {
        return handOver(List.of(notification)).map(outcomes -> outcomes.get(0))
                .onFailure().recoverWithItem(failure -> new Outcome.Failed(failure.toString()));
    }

    @Override
    public Uni<List<Outcome>> deliverAll(List<Notification> due) {
        // one of which no message can be made must not keep its neighbours: then each goes alone
        return handOver(due).onFailure().recoverWithUni(() -> Deliverer.super.deliverAll(due));
    }

    private Uni<List<Outcome>> handOver(List<Notification> due) {
        return Uni.createFrom().deferred(() -> inTurn(new Run(due.stream().map(this::publication).toList())));
    }

    private Uni<List<Outcome>> inTurn(Run run) {
        return send(run)
                // back where the relay hands over: behind the last one of the batch
                .emitOn(CallerContext.current())
                .invoke(outcomes -> beginNextRounds(run, outcomes));
    }

    private static void beginNextRounds(Run run, List<Outcome> outcomes) {
        for (int position = 0; position < outcomes.size(); position++) {
            if (outcomes.get(position) instanceof Outcome.Unavailable) {
                run.publications().get(position).turn().beginNextRound();
            }
        }
    }

    private Uni<List<Outcome>> send(Run run) {
        return Uni.createFrom().emitter(outcomes -> exchanges.send(Message.of(run,
                () -> {
                    outcomes.complete(Collections.nCopies(run.publications().size(), new Outcome.Delivered()));
                    return CompletableFuture.completedFuture(null);
                },
                failure -> {
                    outcomes.complete(NotDelivered.in(failure, run.publications().size()));
                    return CompletableFuture.completedFuture(null);
                })));
    }

    private static Publication traced(Publication publication, @Nullable String traceparent) {
        return traceparent == null ? publication : publication.withHeaders(Map.of(Tracing.HEADER, traceparent));
    }

    private Publication publication(Notification notification) {
        Publication publication =
                new Publication(notification.address(), notification.routingKey(), notification.messageId().toString(),
                        notification.kind(), notification.createdAt(), notification.body().getBytes(StandardCharsets.UTF_8),
                        turns.next(notification.stream()));
        return notification.properties() == null ? traced(publication, notification.traceparent())
                : Envelope.read(notification.properties()).around(publication);
    }
}
