package app.proca.notify.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;

/**
 * Brings the database to the layout that the service needs, before anything else starts. An empty database gets
 * everything; one that Proca laid out is adopted: it gets the schema {@code notify} and nothing else (spec/database.md).
 */
@ApplicationScoped
class Migrations {

    private static final Logger LOG = Logger.getLogger(Migrations.class);
    private static final int BEFORE_ALL = 1;

    private static final String LAID_OUT_BY_PROCA = """
            select to_regclass('public.schema_migrations') is not null and to_regclass('public.orgs') is not null
              and to_regclass('notify.flyway_schema_history') is null""";

    private final Flyway flyway;
    private final AgroalDataSource database;

    Migrations(Flyway flyway, AgroalDataSource database) {
        this.flyway = flyway;
        this.database = database;
    }

    /** Blocks the start-up, on the thread that starts the service. */
    void migrate(@Observes @Priority(BEFORE_ALL) StartupEvent started) throws SQLException {
        if (laidOutByProca()) {
            LOG.info("This is a Proca database: its tables stay as they are, the schema notify is added");
            flyway.baseline();
        }
        flyway.migrate();
    }

    private boolean laidOutByProca() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(LAID_OUT_BY_PROCA)) {
            return answer.next() && answer.getBoolean(1);
        }
    }
}
