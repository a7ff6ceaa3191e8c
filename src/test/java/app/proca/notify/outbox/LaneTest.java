package app.proca.notify.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import app.proca.notify.outbox.Lane.Next;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

// whether a wake asks for a drain is looked at where a test is about it
@SuppressWarnings("CheckReturnValue")
class LaneTest {

    private final AtomicInteger batches = new AtomicInteger();

    @Test
    void the_first_wake_drains_and_later_ones_only_count() {
        Lane lane = new Lane(3, shard -> Uni.createFrom().item(Next.DONE));

        assertThat(lane.wake()).isTrue();
        assertThat(lane.wake()).isFalse();
    }

    @Test
    void a_wake_during_a_batch_brings_another_batch() {
        Queue<UniEmitter<? super Next>> running = new ArrayDeque<>();
        Lane lane = new Lane(3, shard -> Uni.createFrom().emitter(emitter -> {
            batches.incrementAndGet();
            running.add(emitter);
        }));
        lane.wake();
        lane.drain().subscribe().with(drained -> {});

        lane.wake();
        running.remove().complete(Next.DONE);
        running.remove().complete(Next.DONE);

        assertThat(batches).hasValue(2);
        assertThat(running).isEmpty();
        assertThat(lane.wake()).as("drained, so the next wake drains again").isTrue();
    }

    @Test
    void a_full_batch_is_followed_by_another() {
        Lane lane = new Lane(3, shard -> Uni.createFrom().item(batches.incrementAndGet() < 3 ? Next.AGAIN : Next.DONE));
        lane.wake();

        lane.drain().await().atMost(Duration.ofSeconds(5));

        assertThat(batches).hasValue(3);
    }

    @Test
    void a_failure_ends_the_drain_and_the_next_wake_begins_anew() {
        Lane lane = new Lane(3, shard -> Uni.createFrom().failure(new IllegalStateException("database away")));
        lane.wake();

        lane.drain().await().atMost(Duration.ofSeconds(5));

        assertThat(lane.wake()).isTrue();
    }

    @Test
    void a_shard_that_another_instance_has_gives_way_and_is_asked_for_less_and_less_often() {
        Lane lane = new Lane(3, shard -> Uni.createFrom().item(Next.LATER));
        lane.wake();

        List<Duration> pauses = Stream.generate(lane::drain).limit(10)
                .map(drained -> drained.await().atMost(Duration.ofSeconds(5)).orElseThrow()).toList();

        assertThat(pauses.get(0)).isLessThan(Duration.ofMillis(30));
        assertThat(pauses.get(9)).isBetween(Duration.ofMillis(300), Duration.ofMillis(700));
        assertThat(lane.wake()).as("it comes back by itself").isFalse();
    }

    @Test
    void a_shard_that_comes_back_is_asked_for_often_again() {
        Iterator<Next> answers = List.of(Next.LATER, Next.LATER, Next.LATER, Next.LATER, Next.DONE, Next.LATER).iterator();
        Lane lane = new Lane(3, shard -> Uni.createFrom().item(answers::next));
        lane.wake();

        List<Optional<Duration>> pauses =
                Stream.generate(lane::drain).limit(6).map(drained -> drained.await().atMost(Duration.ofSeconds(5))).toList();

        assertThat(pauses.get(4)).isEmpty();
        assertThat(pauses.get(5).orElseThrow()).isLessThan(Duration.ofMillis(30));
    }
}
