package app.proca.notify.queue.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import app.proca.notify.local.LocalRabbitMq;
import app.proca.notify.outbox.Outcome;
import app.proca.notify.testing.Services;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** A real broker that keeps its connections and reads nothing of them. */
class SilentBrokerTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    /** Together far more than the buffers of a socket hold: whoever sends them has to wait. */
    private static final int MESSAGES = 40;
    private static final int SIZE = 1_000_000;

    private final LocalRabbitMq rabbit = Services.rabbit();
    private final Broker broker = new Broker(new Settings(rabbit.url()), new Unheard<>(), new Unheard<>());

    @BeforeEach
    void connect() {
        broker.start(new StartupEvent());
        await().atMost(SOON).until(broker::isConnected);
    }

    @AfterEach
    void heal() {
        rabbit.thaw();
        rabbit.relieve();
        broker.stop(new ShutdownEvent());
    }

    @Test
    void what_a_broker_does_not_even_read_is_given_back_and_the_next_connection_takes_it() {
        openChannel();
        rabbit.freeze();
        List<Outcome> outcomes = publish(MESSAGES);
        await().atMost(SOON).until(() -> outcomes.size() == MESSAGES);
        assertThat(outcomes).allMatch(Outcome.Unavailable.class::isInstance);

        rabbit.thaw();

        await().atMost(SOON).until(broker::isConnected);
        List<Outcome> later = publish(1);
        await().atMost(SOON).until(() -> later.size() == 1);
        assertThat(later).singleElement().isInstanceOf(Outcome.Unrouted.class);
    }

    @Test
    void a_broker_that_does_not_open_a_channel_is_as_good_as_away() {
        rabbit.freeze();

        List<Outcome> outcomes = publish(MESSAGES);

        await().atMost(SOON).until(() -> outcomes.size() == MESSAGES);
        assertThat(outcomes).allMatch(Outcome.Unavailable.class::isInstance);
    }

    @Test
    void a_broker_that_is_short_of_memory_is_left_in_peace_until_it_is_better() {
        rabbit.exhaust();
        List<Outcome> first = publish(1);
        await().atMost(SOON).until(() -> !broker.takesMessages());
        List<Outcome> meanwhile = publish(1);
        await().atMost(SOON).until(() -> meanwhile.size() == 1);
        assertThat(meanwhile).singleElement().isInstanceOf(Outcome.Unavailable.class);
        assertThat(first).as("it is in the broker's hands").isEmpty();

        rabbit.relieve();

        await().atMost(SOON).until(() -> first.size() == 1);
        assertThat(first).singleElement().isInstanceOf(Outcome.Unrouted.class);
        assertThat(broker.takesMessages()).isTrue();
    }

    @Test
    void the_service_ends_also_while_the_broker_reads_nothing() {
        openChannel();
        rabbit.freeze();
        List<Outcome> outcomes = publish(MESSAGES);

        long began = System.nanoTime();
        broker.stop(new ShutdownEvent());

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        await().atMost(SOON).until(() -> outcomes.size() == MESSAGES);
    }

    private void openChannel() {
        List<Outcome> outcomes = publish(1);
        await().atMost(SOON).until(() -> outcomes.size() == 1);
    }

    private List<Outcome> publish(int messages) {
        List<Outcome> outcomes = new CopyOnWriteArrayList<>();
        IntStream.range(0, messages).forEach(number -> broker
                .publish(new Publication("amq.direct", "nobody", "message " + number, "test", Instant.EPOCH, new byte[SIZE]))
                .subscribe().with(outcomes::add));
        return outcomes;
    }

    private record Settings(String url) implements BrokerSettings {

        @Override
        public Duration confirmLimit() {
            return Duration.ofSeconds(2);
        }

        @Override
        public Duration longestReconnect() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Optional<Path> authorities() {
            return Optional.empty();
        }

        @Override
        public Optional<Path> certificate() {
            return Optional.empty();
        }

        @Override
        public Optional<Path> key() {
            return Optional.empty();
        }

        @Override
        public int declareAtOnce() {
            return 1;
        }
    }

    /** Nobody observes. */
    private static final class Unheard<T> implements Event<T> {

        @Override
        public void fire(T event) {
            // nobody to tell
        }

        @Override
        public <U extends T> CompletionStage<U> fireAsync(U event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends T> CompletionStage<U> fireAsync(U event, NotificationOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Event<T> select(Annotation... qualifiers) {
            return this;
        }

        @Override
        public <U extends T> Event<U> select(Class<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends T> Event<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }
    }
}
