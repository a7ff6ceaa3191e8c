package app.proca.notify.bench;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.vertx.core.Vertx;

/** Somebody who asks for an org's name while something else goes on, whether answers come or not. */
final class Passer {

    private static final Duration STEP = Duration.ofMillis(20);

    private Passer() {}

    /** How long each answer took, in ms, while the work went on. */
    static Samples during(Vertx vertx, Api api, String org, Runnable work) {
        Collection<Double> took = new ConcurrentLinkedQueue<>();
        AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
        long timer = vertx.setPeriodic(STEP.toMillis(), due -> {
            long asked = System.nanoTime();
            api.ask("query ($org: String!) { org(name: $org) { name } }", Map.of("org", org))
                    .onSuccess(answer -> took.add((System.nanoTime() - asked) / 1e6)).onFailure(failed::set);
        });
        work.run();
        var unused = vertx.cancelTimer(timer);
        if (failed.get() != null) {
            throw new IllegalStateException("the service did not answer", failed.get());
        }
        return Samples.of(took);
    }
}
