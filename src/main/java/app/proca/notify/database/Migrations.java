package app.proca.notify.database;

import java.sql.SQLException;

import javax.sql.DataSource;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.flywaydb.core.Flyway;

import io.quarkus.runtime.StartupEvent;

/** Brings the database to the layout that the service needs, before anything else starts. */
@ApplicationScoped
class Migrations {

    private static final int BEFORE_ALL = 1;

    private final Layout layout;

    Migrations(Flyway flyway, DataSource database) {
        this.layout = new Layout(flyway, database);
    }

    /** Blocks the start-up, on the thread that starts the service. */
    void migrate(@Observes @Priority(BEFORE_ALL) StartupEvent started) throws SQLException {
        String unused = layout.bringUp();
    }
}
