package app.proca.notify.ops.metrics;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

import jakarta.inject.Singleton;

import app.proca.notify.queue.work.Job;
import app.proca.notify.queue.work.WorkOutcome;
import app.proca.notify.queue.work.WorkWatcher;
import app.proca.notify.webhook.CallResult;
import app.proca.notify.webhook.CallWatcher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Counts what queue workers do, and how webhooks fare, of all orgs together. */
@Singleton
class WorkMeters implements WorkWatcher, CallWatcher {

    private final MeterRegistry registry;
    private final Map<CallResult, Timer> calls = new EnumMap<>(CallResult.class);

    WorkMeters(MeterRegistry registry) {
        this.registry = registry;
        for (CallResult result : CallResult.values()) {
            calls.put(result, call(registry, result));
        }
    }

    @Override
    public void worked(Job job, WorkOutcome outcome) {
        registry.counter("notify.worker.messages", "work", job.work(), "outcome", label(outcome)).increment();
    }

    @Override
    public void called(CallResult result, Duration took) {
        Timer timer = calls.get(result);
        if (timer != null) {
            timer.record(took);
        }
    }

    private static Timer call(MeterRegistry registry, CallResult result) {
        return Timer.builder("notify.webhook.call").tag("result", result.label())
                .description("Calls of webhooks, with the wait for a place among those that are called at once")
                .serviceLevelObjectives(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMillis(100),
                        Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(2500),
                        Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(60))
                .register(registry);
    }

    /** {@code given_up}. */
    private static String label(WorkOutcome outcome) {
        return outcome.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
