package app.proca.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

class PlacesTest {

    private static final Vertx VERTX = Vertx.vertx();

    private final Places places = new Places(2);
    private final List<UniEmitter<? super String>> running = new CopyOnWriteArrayList<>();
    private final List<String> done = new ArrayList<>();

    @AfterAll
    static void close() {
        Receiver.done(VERTX.close());
    }

    @Test
    void no_more_happens_at_once_than_there_are_places_and_the_rest_follows_in_turn() {
        for (int i = 0; i < 4; i++) {
            begin();
        }
        assertThat(running).hasSize(2);

        running.get(0).complete("first");

        assertThat(running).hasSize(3);
        assertThat(done).containsExactly("first");
    }

    @Test
    void failures_and_those_who_give_up_leave_their_places() {
        Cancellable first = begin();
        begin();
        Cancellable waiting = begin();
        begin();

        waiting.cancel();
        first.cancel();
        running.get(1).fail(new IllegalStateException("broken"));
        begin();

        assertThat(running).hasSize(4);
        assertThat(done).containsExactly("broken");
    }

    private enum Step {
        WAITING, RUNNING, OVER
    }

    private static void leave(AtomicReference<Step> step, AtomicInteger atOnce) {
        if (step.getAndSet(Step.OVER) == Step.RUNNING) {
            atOnce.decrementAndGet();
        }
    }

    @Test
    void no_place_is_lost_however_work_ends_and_whenever_it_is_given_up() throws Exception {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Function<AtomicReference<Step>, Supplier<Uni<String>>> work = step -> () -> {
            if (step.compareAndSet(Step.WAITING, Step.RUNNING)) {
                most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            }
            return Uni.createFrom().<String>emitter(emitter -> {
                var unused = threads.schedule(() -> {
                    if (ThreadLocalRandom.current().nextInt(4) == 0) {
                        emitter.fail(new IllegalStateException("broken"));
                    } else {
                        emitter.complete("done");
                    }
                }, ThreadLocalRandom.current().nextInt(200), TimeUnit.MICROSECONDS);
            }).onTermination().invoke(() -> leave(step, atOnce));
        };
        CountDownLatch begun = new CountDownLatch(10_000);

        for (int i = 0; i < 10_000; i++) {
            threads.execute(() -> {
                Context context = VERTX.getOrCreateContext();
                context.runOnContext(ignored -> {
                    AtomicReference<Step> step = new AtomicReference<>(Step.WAITING);
                    Cancellable one = places.in(work.apply(step)).subscribe().with(done -> {}, failure -> {});
                    if (ThreadLocalRandom.current().nextBoolean()) {
                        // a place is free before what is given up hears of it
                        var unused = threads.schedule(() -> {
                            leave(step, atOnce);
                            one.cancel();
                        }, ThreadLocalRandom.current().nextInt(400), TimeUnit.MICROSECONDS);
                    }
                    begun.countDown();
                });
            });
        }

        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<String> last = places.in(work.apply(new AtomicReference<>(Step.WAITING))).onFailure()
                .recoverWithItem("broken").subscribeAsCompletionStage();
        assertThat(last.get(30, TimeUnit.SECONDS)).isNotNull();
        await().atMost(Duration.ofSeconds(30)).until(() -> atOnce.get() == 0);
        assertThat(most).hasValueBetween(1, 2);
        for (int i = 0; i < 3; i++) {
            begin();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> running.size() == 2);
        threads.shutdownNow();
    }

    @CanIgnoreReturnValue
    private Cancellable begin() {
        return places.in(() -> Uni.createFrom().<String>emitter(running::add)).subscribe()
                .with(done::add, failure -> done.add(failure.getMessage()));
    }
}
