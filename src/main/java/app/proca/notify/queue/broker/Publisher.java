package app.proca.notify.queue.broker;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
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
    private final Cork cork;
    private final Consumer<ExchangeMissing> told;
    private final MissingExchanges missing = new MissingExchanges(System::nanoTime);
    private volatile @Nullable PublishingChannel channel;
    private volatile @Nullable Opening opening;

    /** @param cork made the connection's socket */
    Publisher(Supplier<Optional<Connection>> connection, Cork cork, Consumer<ExchangeMissing> told) {
        this.connection = connection;
        this.cork = cork;
        this.told = told;
    }

    Uni<List<Outcome>> publish(List<Publication> publications) {
        if (publications.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Uni.createFrom()
                .<List<Outcome>>emitter(
                        told -> thread.execute(() -> publish(publications, new Outcomes(publications.size(), told::complete))))
                .onFailure().recoverWithItem(
                        stopped -> Collections.nCopies(publications.size(), new Outcome.Unavailable("the service stops")));
    }

    /** True where the broker owes an answer for longer than that. */
    boolean overdue(long nanos) {
        PublishingChannel current = channel;
        Opening attempt = opening;
        return (current != null && current.overdue(nanos)) || (attempt != null && attempt.overdue(nanos));
    }

    /** How many messages the broker has not answered yet. */
    int unanswered() {
        PublishingChannel current = channel;
        return current == null ? 0 : current.unanswered();
    }

    void stop() {
        thread.shutdown();
    }

    private void publish(List<Publication> publications, Outcomes outcomes) {
        cork.together(() -> {
            for (int position = 0; position < publications.size(); position++) {
                int message = position;
                publish(publications.get(message), outcome -> outcomes.set(message, outcome));
            }
        });
    }

    private void publish(Publication publication, Consumer<Outcome> outcome) {
        if (missing.contains(publication.exchange())) {
            outcome.accept(PublishingChannel.missingExchange(publication));
            return;
        }
        Optional<PublishingChannel> open = openChannel().filter(channel -> connection.get().isPresent());
        if (open.isEmpty()) {
            publication.turn().sendBack();
            outcome.accept(new Outcome.Unavailable("the broker is away, or takes no messages"));
        } else if (!publication.turn().mayPass()) {
            outcome.accept(new Outcome.Unavailable("one before it has to be sent again"));
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
        // the broker has to hear that a channel is asked for
        cork.pull();
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
