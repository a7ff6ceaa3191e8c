package app.proca.notify.processing;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the processing of actions is looked after. */
@ConfigMapping(prefix = "proca.processing")
public interface ProcessingSettings {

    /**
     * How long an action may lie open, with no notification about it, before it is taken up: another program wrote it, and has
     * not processed it. Longer than a Proca that runs beside us needs, which looks at what it left every ten minutes; zero: never.
     */
    @WithDefault("30m")
    Duration leftAfter();
}
