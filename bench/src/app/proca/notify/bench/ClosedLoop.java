package app.proca.notify.bench;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Callers of whom each asks again as soon as it is answered. */
final class ClosedLoop {

    private static final int THOUSAND = 1000;

    private final Supplier<Future<Buffer>> question;
    private final LongAdder answered = new LongAdder();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile long end;

    private ClosedLoop(Supplier<Future<Buffer>> question) {
        this.question = question;
    }

    /** What it came to: answers per second, and the processor time of the service for a thousand of them. */
    record Rate(double perSecond, double cpuMsPerThousand, long answers) {

        /** The same with what the service did after the last answer. */
        Rate andAfterwards(double cpuMs) {
            return new Rate(perSecond, cpuMsPerThousand + cpuMs * THOUSAND / answers, answers);
        }
    }

    static Rate run(ServiceProcess service, int callers, Duration time, Supplier<Future<Buffer>> question)
            throws InterruptedException {
        ClosedLoop loop = new ClosedLoop(question);
        double cpu = Machine.cpuMs(service.handle());
        long began = System.nanoTime();
        loop.end = began + time.toNanos();
        CountDownLatch done = new CountDownLatch(callers);
        for (int caller = 0; caller < callers; caller++) {
            loop.ask(done);
        }
        done.await();
        double seconds = (System.nanoTime() - began) / 1e9;
        Throwable failed = loop.failure.get();
        if (failed != null) {
            throw new IllegalStateException("the service did not answer", failed);
        }
        long answers = loop.answered.sum();
        return new Rate(answers / seconds, (Machine.cpuMs(service.handle()) - cpu) * THOUSAND / answers, answers);
    }

    private void ask(CountDownLatch done) {
        if (System.nanoTime() >= end) {
            done.countDown();
            return;
        }
        question.get().onSuccess(answer -> {
            answered.increment();
            ask(done);
        }).onFailure(failed -> {
            failure.set(failed);
            done.countDown();
        });
    }
}
