package app.proca.notify.confirm;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How often codes may be guessed. */
@ConfigMapping(prefix = "proca.confirms")
public interface ConfirmSettings {

    /** Wrong codes from one address, and from one user, before no more are looked at; each instance counts for itself. */
    @WithDefault("20")
    int wrongCodes();

    /** How long wrong codes are remembered, from the first one on. */
    @WithDefault("15m")
    Duration wrongCodesWithin();
}
