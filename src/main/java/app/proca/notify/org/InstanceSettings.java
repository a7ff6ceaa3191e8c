package app.proca.notify.org;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who runs this instance; the environment variables keep Proca's names (README, configuration). */
@ConfigMapping(prefix = "proca.instance")
public interface InstanceSettings {

    /** {@code ORG_NAME}: the org that runs the instance; created when it is missing. */
    @WithDefault("instance")
    String orgName();

    /** {@code ADMIN_EMAIL}: the first instance owner; created with the instance org. */
    Optional<String> adminEmail();

    /** {@code ADMIN_PASSWORD}: made up and printed once where it is not given. */
    Optional<String> adminPassword();

    /** {@code DOMAIN}: the public host name that links in mails begin with. */
    @WithDefault("localhost")
    String domain();

    /** The domain without a port: what mail addresses and ids end with. */
    default String host() {
        return domain().replaceFirst(":.*", "");
    }
}
