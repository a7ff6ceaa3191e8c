package app.proca.notify.supporter;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** What this instance tells supporters apart with. */
@ConfigMapping(prefix = "proca.supporter")
public interface SupporterSettings {

    /** {@code FINGERPRINT_SEED}: never to be changed, or nobody is recognised again. */
    Optional<String> fingerprintSeed();
}
