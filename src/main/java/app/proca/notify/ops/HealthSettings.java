package app.proca.notify.ops;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When the service counts as unwell. */
@ConfigMapping(prefix = "proca.health")
public interface HealthSettings {

    /** A notification that is due for longer than this is late. */
    @WithDefault("5m")
    Duration outboxLateAfter();
}
