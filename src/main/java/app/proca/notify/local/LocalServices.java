package app.proca.notify.local;

import java.nio.file.Path;
import java.util.Optional;

import org.jboss.logging.Logger;

/**
 * What {@code quarkus:dev} needs and the environment does not give. The urls go into system properties of the variables'
 * names: they outlive a reload, so that a reload finds the services as they are.
 */
public final class LocalServices {

    /** The system property that names the folder of the local services; {@code quarkus:dev} sets it (pom.xml). */
    public static final String FOLDER = "local.services";

    private static final Logger LOG = Logger.getLogger(LocalServices.class);
    private static final String DATABASE = "postgres";
    private static final String BROKER = "rabbitmq";

    private LocalServices() {}

    /** Starts the missing ones, with their data in this folder; they stop with the JVM, and the JVM with its parent. */
    public static void startMissing(Path folder, boolean databaseGiven, boolean brokerGiven) {
        Parent.endWithIt();
        if (!databaseGiven) {
            String url = LocalPostgres.start(folder.resolve("postgres"), Lifespan.KEPT).url(DATABASE);
            System.setProperty("DATABASE_URL", url);
            LOG.info("A local PostgreSQL runs, with its data in " + folder.toAbsolutePath() + ": " + url);
        }
        if (!brokerGiven) {
            String url = LocalRabbitMq.start(folder.resolve(BROKER), Lifespan.KEPT, Optional.empty()).url();
            System.setProperty("AMQP_URL", url);
            LOG.info("A local RabbitMQ runs, with its data in " + folder.toAbsolutePath() + ": " + url);
        }
    }

    /** Where the RabbitMQ is that was last started with its data in this folder, whether it still runs or not. */
    public static Optional<String> brokerUrl(Path folder) {
        return LocalRabbitMq.startedIn(folder.resolve(BROKER)).map(LocalRabbitMq::url);
    }
}
