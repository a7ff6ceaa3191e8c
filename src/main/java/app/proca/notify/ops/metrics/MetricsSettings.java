package app.proca.notify.ops.metrics;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who may read metrics, and how often what they tell is looked up. */
@ConfigMapping(prefix = "proca.metrics")
public interface MetricsSettings {

    /** What a scraper has to show as {@code Authorization: Bearer …}; without it anybody may read. */
    Optional<String> token();

    /** The outbox, and what is parked, is looked at no more often, however often somebody scrapes. */
    @WithDefault("15s")
    Duration sampleEvery();

    /** The same for the queues of all orgs. */
    @WithDefault("30s")
    Duration queuesEvery();

    /** Of no more queues the depth is told one by one, the deepest ones; the others are put together. */
    @WithDefault("200")
    int mostQueues();

    /** A scrape waits no longer for a look that is not over yet; it tells then what was seen last. */
    @WithDefault("2s")
    Duration patience();
}
