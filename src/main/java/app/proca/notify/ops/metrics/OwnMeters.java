package app.proca.notify.ops.metrics;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;

/**
 * Takes our meters out when the application ends. The registry belongs to the process: in dev mode and in tests another application
 * begins in it, and would find gauges that look at what is gone.
 */
@ApplicationScoped
class OwnMeters {

    private static final String OURS = "notify.";

    private final MeterRegistry registry;

    OwnMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void takeOut(@Observes ShutdownEvent stopping) {
        for (Meter meter : List.copyOf(registry.getMeters())) {
            if (meter.getId().getName().startsWith(OURS)) {
                var unused = registry.remove(meter);
            }
        }
    }
}
