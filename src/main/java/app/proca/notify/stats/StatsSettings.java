package app.proca.notify.stats;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How what campaigns show of themselves is kept right. */
@ConfigMapping(prefix = "proca.stats")
public interface StatsSettings {

    /**
     * How often all campaigns are counted anew, which only a program that writes actions beside us makes necessary; zero:
     * never.
     */
    @WithDefault("1h")
    Duration recount();

    /** How long a page's last sighting waits for others before it is written; other instances see it after that. */
    @WithDefault("250ms")
    Duration sightings();
}
