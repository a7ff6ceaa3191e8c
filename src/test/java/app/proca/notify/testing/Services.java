package app.proca.notify.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A real PostgreSQL and a real RabbitMQ for the tests of one JVM; each taker gets an empty database of its own. */
public class Services implements QuarkusTestResourceLifecycleManager {

    /** Who may do everything. */
    public static final String ADMIN = "admin@example.org";
    public static final String PASSWORD = "a test of a password";

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static EmbeddedPostgres postgres;
    private static RabbitMq rabbit;

    /** An empty database, as a JDBC URL with user and password in it. */
    public static String freshDatabase() {
        String name = "notify_" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(postgres().getJdbcUrl("postgres", "postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot create a database for a test", failure);
        }
        return postgres().getJdbcUrl("postgres", name);
    }

    /** The broker that the application under test is connected to. */
    public static synchronized RabbitMq rabbit() {
        if (rabbit == null) {
            rabbit = RabbitMq.start();
        }
        return rabbit;
    }

    private static synchronized EmbeddedPostgres postgres() {
        if (postgres == null) {
            try {
                postgres = EmbeddedPostgres.builder().start();
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot start a PostgreSQL for the tests", failure);
            }
        }
        return postgres;
    }

    @Override
    public Map<String, String> start() {
        String url = freshDatabase();
        String name = url.replaceFirst(".*/([^?]+).*", "$1");
        return Map.of("quarkus.datasource.jdbc.url", url,
                "quarkus.datasource.reactive.url", "postgresql://localhost:" + postgres().getPort() + "/" + name,
                "quarkus.datasource.username", "postgres",
                "quarkus.datasource.password", "postgres",
                "quarkus.http.test-port", "0",
                "proca.broker.url", rabbit().url(),
                "proca.instance.admin-email", ADMIN,
                "proca.instance.admin-password", PASSWORD);
    }

    @Override
    public void stop() {
        // the servers stop with the JVM: other test classes share them
    }
}
