package app.proca.notify.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.jboss.logging.Logger;

/**
 * A real RabbitMQ for development and tests, in the first way that this machine offers: the one that {@code AMQP_URL} names,
 * a container, an installed one as a private node, one that is installed for it.
 */
public interface LocalRabbitMq {

    /** As {@code AMQP_URL} takes it. */
    String url();

    /** Stops the broker, with its connections; durable queues and persistent messages stay. */
    void down();

    /** Starts it again. */
    void up();

    /** Closes every connection, as an operator would. */
    void closeAllConnections();

    /** It stands still: connections stay, nothing is read and nothing answered. */
    void freeze();

    /** It goes on after {@link #freeze}. */
    void thaw();

    /** It runs out of memory, as it counts, and takes no more messages. */
    void exhaust();

    /** It has memory again after {@link #exhaust}. */
    void relieve();

    /**
     * Says how queues are to be treated beyond their arguments, as an operator would.
     *
     * @param queues a regular expression of their names
     * @param definition JSON
     */
    void setPolicy(String name, String queues, String definition);

    /** It is as if {@link #setPolicy} had not been. */
    void clearPolicy(String name);

    /** Starts one, with its data in this folder, or takes the one that is given; it stops with the JVM. */
    static LocalRabbitMq start(Path folder, Lifespan lifespan, Optional<String> given) {
        if (given.isPresent()) {
            return new GivenRabbitMq(given.get());
        }
        Optional<String> engine = RabbitMqContainer.engine();
        if (engine.isPresent()) {
            return RabbitMqContainer.start(engine.get(), folder, lifespan);
        }
        if (!RabbitMqNode.isInstalled() && DebianPackage.canBeInstalled()) {
            Logger.getLogger(LocalRabbitMq.class).info("No AMQP_URL, no container engine and no RabbitMQ on this machine: "
                    + "installing the package rabbitmq-server with apt-get (about a minute)");
            DebianPackage.install(Duration.ofMinutes(10));
        }
        if (RabbitMqNode.isInstalled()) {
            return RabbitMqNode.start(folder, lifespan);
        }
        throw new IllegalStateException("There is no RabbitMQ. Open one of these ways: set AMQP_URL to a running one "
                + "(amqp://user:password@host:5672/vhost); or start a container engine (docker or podman); "
                + "or install RabbitMQ on this machine (for example: apt-get install rabbitmq-server).");
    }

    /** The one that {@link #start} has started for this folder, or has taken. */
    static LocalRabbitMq at(Path folder, Optional<String> given) {
        return given.<LocalRabbitMq>map(GivenRabbitMq::new)
                .or(() -> startedIn(folder))
                .orElseThrow(() -> new IllegalStateException("no RabbitMQ was started in " + folder));
    }

    /** The one that was last started with its data in this folder. */
    static Optional<LocalRabbitMq> startedIn(Path folder) {
        return RabbitMqContainer.at(folder).<LocalRabbitMq>map(container -> container).or(() -> RabbitMqNode.at(folder));
    }
}
