package app.proca.notify.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How webhooks are called. */
@ConfigMapping(prefix = "proca.webhook")
public interface WebhookSettings {

    /**
     * Networks ({@code 10.1.0.0/16}) or addresses that webhooks may be at besides public ones: private, loopback and the
     * like are refused otherwise.
     */
    Optional<List<String>> allowedAddresses();

    /** How long opening a connection may take, for each address of a name. */
    @WithDefault("5s")
    Duration connectLimit();

    /** How long an answer may take from the moment that the connection stands; less than {@code proca.workers.time-limit}. */
    @WithDefault("20s")
    Duration answerLimit();

    /** Most calls that are made at once, to all webhooks; of one org, as many as its queue hands out. */
    @WithDefault("200")
    int atOnce();

    /** The longest that a webhook's {@code Retry-After} makes its queue wait. */
    @WithDefault("10m")
    Duration longestRetryAfter();

    /** How long the secret before the newest one signs too. */
    @WithDefault("24h")
    Duration secretGrace();
}
