package app.proca.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

class SystemNamesTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration LIMIT = Duration.ofMillis(500);
    private static final Duration SOON = Duration.ofSeconds(20);

    private final CountDownLatch revived = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final SystemNames names = new SystemNames(VERTX, this::addresses, LIMIT);

    @AfterEach
    void stop() {
        revived.countDown();
        names.close();
    }

    @AfterAll
    static void close() {
        Receiver.done(VERTX.close());
    }

    @Test
    void a_name_whose_server_is_dead_is_waited_for_by_all_on_one_thread_and_not_for_long() throws Exception {
        List<CompletableFuture<List<InetAddress>>> waiting = Stream
                .generate(() -> names.addresses("dead").subscribeAsCompletionStage().toCompletableFuture()).limit(100).toList();

        assertThat(names.addresses("good").await().atMost(SOON)).isEqualTo(List.of(InetAddress.getLoopbackAddress()));
        for (CompletableFuture<List<InetAddress>> answer : waiting) {
            assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(UnknownHostException.class);
        }
        assertThat(asked).hasValue(2);
    }

    @Test
    void who_gives_up_takes_the_answer_from_nobody() throws Exception {
        var impatient = names.addresses("dead").subscribe().with(found -> {}, failure -> {});
        var patient = names.addresses("dead").subscribeAsCompletionStage();

        impatient.cancel();
        revived.countDown();

        assertThat(patient.toCompletableFuture().get(20, TimeUnit.SECONDS))
                .isEqualTo(List.of(InetAddress.getLoopbackAddress()));
    }

    @Test
    void each_caller_hears_on_its_own_context() throws Exception {
        Context context = VERTX.getOrCreateContext();
        CompletableFuture<Context> heard = new CompletableFuture<>();

        context.runOnContext(ignored -> names.addresses("good").subscribe()
                .with(found -> heard.complete(Vertx.currentContext()), heard::completeExceptionally));

        assertThat(heard.get(20, TimeUnit.SECONDS)).isSameAs(context);
    }

    private InetAddress[] addresses(String host) {
        asked.incrementAndGet();
        if (host.equals("dead")) {
            try {
                revived.await();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        }
        return new InetAddress[]{ InetAddress.getLoopbackAddress() };
    }
}
