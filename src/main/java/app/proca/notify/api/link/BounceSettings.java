package app.proca.notify.api.link;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** Who may report what became of mails. */
@ConfigMapping(prefix = "proca.bounces")
public interface BounceSettings {

    /** {@code PROCA_BOUNCES_SECRET}: what providers have to show; without it anybody may report. */
    Optional<String> secret();
}
