package app.proca.notify.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import app.proca.notify.boot.DatabaseUrl;
import app.proca.notify.local.Lifespan;
import app.proca.notify.local.LocalPostgres;
import app.proca.notify.local.LocalRabbitMq;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * A real PostgreSQL and a real RabbitMQ for the tests of one JVM; each taker gets an empty database of its own. They start
 * when they are first asked for, and stop with the JVM. {@code DATABASE_URL} (of a role that may create databases) and
 * {@code AMQP_URL} in the environment are used instead.
 */
public class Services implements QuarkusTestResourceLifecycleManager {

    /** Who may do everything. */
    public static final String ADMIN = "admin@example.org";
    public static final String PASSWORD = "a test of a password";

    /** Quarkus loads this class once for each of its applications; the servers are the JVM's. */
    /** Of JWTs that sign somebody in. */
    public static final String JWT_SECRET = "a secret of all tests, and long enough";

    private static final String DATA = "app.proca.notify.testing.postgres";
    private static final String FOLDER = "app.proca.notify.testing.rabbitmq";

    /** An empty database, as a JDBC URL with user and password in it. */
    public static String freshDatabase() {
        return withLogin(createDatabase());
    }

    /** The server of all the databases, to stop and to start. */
    public static synchronized LocalPostgres postgres() {
        String started = System.getProperty(DATA);
        if (started != null) {
            return LocalPostgres.at(Path.of(started));
        }
        Path data = temporary("notify-postgres").resolve("data");
        LocalPostgres postgres = LocalPostgres.start(data, Lifespan.TEMPORARY);
        System.setProperty(DATA, data.toString());
        return postgres;
    }

    /** The broker that the application under test is connected to. */
    public static synchronized LocalRabbitMq rabbit() {
        Optional<String> given = environment("AMQP_URL");
        String started = System.getProperty(FOLDER);
        if (started != null) {
            return LocalRabbitMq.at(Path.of(started), given);
        }
        Path folder = temporary("notify-rabbitmq");
        LocalRabbitMq rabbit = LocalRabbitMq.start(folder, Lifespan.TEMPORARY, given);
        System.setProperty(FOLDER, folder.toString());
        return rabbit;
    }

    @Override
    public Map<String, String> start() {
        DatabaseUrl url = createDatabase();
        furnish(withLogin(url));
        return Map.of("quarkus.datasource.jdbc.url", url.jdbc(),
                "quarkus.datasource.reactive.url", url.reactive(),
                "quarkus.datasource.username", url.user(),
                "quarkus.datasource.password", url.password(),
                "quarkus.http.test-port", "0",
                "proca.broker.url", rabbit().url(),
                "proca.instance.admin-email", ADMIN,
                "proca.instance.admin-password", PASSWORD,
                "proca.jwt.secret", JWT_SECRET);
    }

    /** Puts into the new database what the application should find there; by default nothing. */
    protected void furnish(String url) {
        // an empty database
    }

    @Override
    public void stop() {
        // the servers stop with the JVM: other test classes share them
    }

    private static DatabaseUrl createDatabase() {
        String name = "notify_" + UUID.randomUUID().toString().replace('-', '_');
        DatabaseUrl server = DatabaseUrl.parse(environment("DATABASE_URL").orElseGet(() -> postgres().url("postgres")));
        try (Connection connection = DriverManager.getConnection(withLogin(server));
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot create a database for a test", failure);
        }
        return new DatabaseUrl(server.host(), server.port(), name, server.user(), server.password(), server.options());
    }

    private static String withLogin(DatabaseUrl url) {
        return url.jdbc() + (url.options().isEmpty() ? "?" : "&") + "user=" + url.user() + "&password=" + url.password();
    }

    private static Path temporary(String prefix) {
        try {
            return Files.createTempDirectory(prefix);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot create a folder for the test's servers", failure);
        }
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }
}
