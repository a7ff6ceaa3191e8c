package app.proca.notify.queue.publish;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

import app.proca.notify.outbox.Channel;
import app.proca.notify.outbox.Deliverer;
import app.proca.notify.outbox.Notification;
import app.proca.notify.outbox.Outcome;
import app.proca.notify.queue.broker.CallerContext;
import app.proca.notify.queue.broker.Publication;
import app.proca.notify.queue.broker.Turn;
import app.proca.notify.queue.broker.Turns;
import io.smallrye.mutiny.Uni;

/** Publishes an org's messages over the channel {@code org-exchanges}. */
@ApplicationScoped
class BrokerDeliverer implements Deliverer {

    private final Emitter<Publication> exchanges;
    private final Turns turns;

    // Unbounded here, bounded by the relay: never more than its batches are on their way.
    BrokerDeliverer(
            @org.eclipse.microprofile.reactive.messaging.Channel("org-exchanges") @OnOverflow(value = OnOverflow.Strategy.UNBOUNDED_BUFFER) Emitter<Publication> exchanges,
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
        return Uni.createFrom().deferred(() -> inTurn(notification, turns.next(notification.stream())));
    }

    private Uni<Outcome> inTurn(Notification notification, Turn turn) {
        return send(publication(notification, turn))
                // back where the relay hands over: behind the last one of the batch
                .emitOn(CallerContext.current())
                .invoke(outcome -> {
                    if (outcome instanceof Outcome.Unavailable) {
                        turn.beginNextRound();
                    }
                });
    }

    private Uni<Outcome> send(Publication publication) {
        return Uni.createFrom().emitter(outcome -> exchanges.send(Message.of(publication,
                () -> {
                    outcome.complete(new Outcome.Delivered());
                    return CompletableFuture.completedFuture(null);
                },
                failure -> {
                    outcome.complete(NotDelivered.in(failure));
                    return CompletableFuture.completedFuture(null);
                })));
    }

    private static Publication publication(Notification notification, Turn turn) {
        Publication publication =
                new Publication(notification.address(), notification.routingKey(), notification.messageId().toString(),
                        notification.kind(), notification.createdAt(), notification.body().getBytes(StandardCharsets.UTF_8),
                        turn);
        return notification.properties() == null ? publication : Envelope.read(notification.properties()).around(publication);
    }
}
