package app.proca.notify.queue.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the broker is and how long it may take. */
@ConfigMapping(prefix = "proca.broker")
public interface BrokerSettings {

    /** {@code AMQP_URL}: {@code amqp://user:password@host:5672/vhost}, or {@code amqps}. */
    @WithDefault("amqp://guest:guest@localhost:5672/%2f")
    String url();

    /** {@code AMQP_CACERTFILE}: certificates, in PEM, to trust in the broker instead of the JDK's. */
    Optional<Path> authorities();

    /** {@code AMQP_CERTFILE}: who we are, in PEM, for a broker that asks. */
    Optional<Path> certificate();

    /** {@code AMQP_KEYFILE}: the key of {@link #certificate}, in PEM (PKCS #8). */
    Optional<Path> key();

    /** How long a confirm, or the answer to a declaration, may take before the connection counts as lost. */
    @WithDefault("20s")
    Duration confirmLimit();

    /** The longest delay between two attempts to connect. */
    @WithDefault("5s")
    Duration longestReconnect();

    /** How many orgs' queues are declared at the same time; each takes a channel and a database connection. */
    @WithDefault("4")
    int declareAtOnce();
}
