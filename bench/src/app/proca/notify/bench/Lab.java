package app.proca.notify.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

import com.rabbitmq.client.ConnectionFactory;

import app.proca.notify.boot.DatabaseUrl;
import app.proca.notify.local.Lifespan;
import app.proca.notify.local.LocalPostgres;
import app.proca.notify.local.LocalRabbitMq;

/**
 * The servers that everything is measured beside: {@code DATABASE_URL} (of a role that may create databases) and
 * {@code AMQP_URL}, or else ones that are started here and stop with this program.
 *
 * @param quick shorter, for trying whether all still works
 * @param results where recordings, logs and the report go
 */
record Lab(String databaseUrl, String amqpUrl, boolean quick, boolean record, Path results) {

    static Lab open(Path folder, boolean quick, boolean record) {
        String database = given("DATABASE_URL")
                .orElseGet(() -> LocalPostgres.start(folder.resolve("postgres/data"), Lifespan.TEMPORARY).url("postgres"));
        String broker = LocalRabbitMq.start(folder.resolve("rabbitmq"), Lifespan.TEMPORARY, given("AMQP_URL")).url();
        return new Lab(database, broker, quick, record, folder);
    }

    /** An empty database; the url is as {@code DATABASE_URL} takes it. */
    String newDatabase(String name) throws SQLException {
        try (Connection connection = connect(databaseUrl); Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        DatabaseUrl server = DatabaseUrl.parse(databaseUrl);
        return "postgresql://%s:%s@%s:%d/%s".formatted(server.user(), server.password(), server.host(), server.port(), name);
    }

    Connection connect(String url) throws SQLException {
        DatabaseUrl database = DatabaseUrl.parse(url);
        return DriverManager.getConnection(database.jdbc(), database.user(), database.password());
    }

    com.rabbitmq.client.Connection broker() {
        try {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(amqpUrl);
            return factory.newConnection("bench");
        } catch (IOException | java.util.concurrent.TimeoutException | java.net.URISyntaxException
                | java.security.GeneralSecurityException failure) {
            throw new IllegalStateException("no connection to the broker", failure);
        }
    }

    /** Where the test is quick, a tenth of it. */
    int scaled(int full) {
        return quick ? Math.max(1, full / 10) : full;
    }

    private static Optional<String> given(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }
}
