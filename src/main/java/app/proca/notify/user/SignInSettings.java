package app.proca.notify.user;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How often passwords may be guessed; each instance counts for itself. */
@ConfigMapping(prefix = "proca.sign-in")
public interface SignInSettings {

    /** Wrong ones from one address, of whomever. Many people may share one: this is more than one of them is wrong. */
    @WithDefault("60")
    int wrongPasswordsPerAddress();

    /** Wrong ones of one user, from wherever. */
    @WithDefault("10")
    int wrongPasswordsPerUser();

    /** How long they are remembered, from the first one on: for as long, at most, others at that address have to wait. */
    @WithDefault("1m")
    Duration wrongPasswordsWithin();
}
