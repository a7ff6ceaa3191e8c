package app.proca.notify.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much a subscriber may fall behind. */
@ConfigMapping(prefix = "proca.live")
public interface LiveSettings {

    /** Most notifications that wait for one subscriber; with one more the subscription ends as too slow. */
    @WithDefault("1000")
    int buffer();
}
