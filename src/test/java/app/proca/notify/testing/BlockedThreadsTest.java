package app.proca.notify.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;

@QuarkusTest
@QuarkusTestResource(Services.class)
class BlockedThreadsTest {

    private final Vertx vertx;

    BlockedThreadsTest(Vertx vertx) {
        this.vertx = vertx;
    }

    @Test
    void a_test_that_blocks_an_event_loop_fails() {
        CountDownLatch release = new CountDownLatch(1);
        vertx.getOrCreateContext().runOnContext(ignored -> waitFor(release));
        try {
            await().atMost(Duration.ofSeconds(30)).until(BlockedThreads::areFound);
        } finally {
            release.countDown();
        }

        assertThatThrownBy(BlockedThreads::check).isInstanceOf(AssertionError.class)
                .hasMessageContaining("vert.x-eventloop-thread").hasMessageContaining("CountDownLatch.await");
    }

    @Test
    void a_thread_that_works_is_not_blocked() {
        StackTraceElement loading = new StackTraceElement("java.lang.ClassLoader", "defineClass1", "ClassLoader.java", -2);
        StackTraceElement own = new StackTraceElement("app.proca.notify.common.Json", "read", "Json.java", 12);

        assertThat(BlockedThreads.waits(new StackTraceElement[]{ loading })).isFalse();
        assertThat(BlockedThreads.waits(new StackTraceElement[]{ own })).isFalse();
    }

    private static void waitFor(CountDownLatch release) {
        try {
            release.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
