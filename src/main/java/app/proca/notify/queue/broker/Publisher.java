package app.proca.notify.queue.broker;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;

import app.proca.notify.outbox.Outcome;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/** Publishes on one thread, in the order of the calls, and opens a new channel when one was closed. */
final class Publisher {

    /** A channel was asked for on this connection, and did not come yet. */
    private record Opening(Connection connection, long since) {

        boolean overdue(long nanos) {
            return connection.isOpen() && System.nanoTime() - since > nanos;
        }
    }

    private final ExecutorService thread = Executors.newSingleThreadExecutor(Threads.named("broker-publish"));
    private final Supplier<Optional<Connection>> connection;
    private final Consumer<ExchangeMissing> told;
    private final MissingExchanges missing = new MissingExchanges(System::nanoTime);
    private volatile @Nullable PublishingChannel channel;
    private volatile @Nullable Opening opening;

    Publisher(Supplier<Optional<Connection>> connection, Consumer<ExchangeMissing> told) {
        this.connection = connection;
        this.told = told;
    }

    Uni<Outcome> publish(Publication publication) {
        return Uni.createFrom().<Outcome>emitter(outcome -> thread.execute(() -> publish(publication, outcome)))
                .onFailure().recoverWithItem(stopped -> new Outcome.Unavailable("the service stops"));
    }

    /** True where the broker owes an answer for longer than that. */
    boolean overdue(long nanos) {
        PublishingChannel current = channel;
        Opening attempt = opening;
        return (current != null && current.overdue(nanos)) || (attempt != null && attempt.overdue(nanos));
    }

    void stop() {
        thread.shutdown();
    }

    private void publish(Publication publication, UniEmitter<? super Outcome> outcome) {
        if (missing.contains(publication.exchange())) {
            outcome.complete(PublishingChannel.missingExchange(publication));
            return;
        }
        Optional<PublishingChannel> open = openChannel().filter(channel -> connection.get().isPresent());
        if (open.isEmpty()) {
            publication.turn().sendBack();
            outcome.complete(new Outcome.Unavailable("the broker is away, or takes no messages"));
        } else if (!publication.turn().mayPass()) {
            outcome.complete(new Outcome.Unavailable("one before it has to be sent again"));
        } else {
            open.get().publish(publication, outcome);
        }
    }

    private Optional<PublishingChannel> openChannel() {
        PublishingChannel current = channel;
        if (current != null && current.isOpen()) {
            return Optional.of(current);
        }
        if (current != null) {
            current.takeLeave();
        }
        Optional<PublishingChannel> opened = connection.get().flatMap(this::open);
        channel = opened.orElse(null);
        if (opened.isPresent()) {
            opening = null;
        }
        return opened;
    }

    private Optional<PublishingChannel> open(Connection connection) {
        Opening attempt = opening;
        if (attempt == null || attempt.connection() != connection) {
            opening = new Opening(connection, System.nanoTime());
        }
        try {
            return Optional.of(PublishingChannel.open(connection, this::found));
        } catch (IOException | ShutdownSignalException away) {
            return Optional.empty();
        }
    }

    private void found(String exchange) {
        if (missing.add(exchange)) {
            told.accept(new ExchangeMissing(exchange));
        }
    }
}
