package app.proca.notify.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

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

    /** Columns that the newest migrations of Proca 3.10 added and that we need. */
    private static final String MISSING = """
            select string_agg(table_name || '.' || column_name, ', ' order by table_name, column_name)
            from (values ('orgs', 'transactional_email_backend_id'), ('orgs', 'sender_rewrite'), ('campaigns', 'action_confirm'),
                ('campaigns', 'start_date'), ('campaigns', 'end_date'), ('campaigns', 'supporter_confirm'),
                ('action_pages', 'duplicate_template'), ('confirms', 'creator_id'), ('email_templates', 'external_id'),
                ('services', 'sending_from'), ('services', 'transactional_email_budget'), ('users', 'external_id'),
                ('supporters', 'dupe_rank')) needed (table_name, column_name)
            where not exists (select from information_schema.columns found where found.table_schema = 'public'
                and found.table_name = needed.table_name and found.column_name = needed.column_name)""";

    private final Flyway flyway;
    private final DataSource database;

    Migrations(Flyway flyway, DataSource database) {
        this.flyway = flyway;
        this.database = database;
    }

    /** Blocks the start-up, on the thread that starts the service. */
    void migrate(@Observes @Priority(BEFORE_ALL) StartupEvent started) throws SQLException {
        if (laidOutByProca()) {
            requireLayout();
            LOG.info("This is a Proca database: its tables stay as they are, the schema notify is added");
            flyway.baseline();
        }
        flyway.migrate();
    }

    private boolean laidOutByProca() throws SQLException {
        return "t".equals(ask(LAID_OUT_BY_PROCA));
    }

    /** @throws IllegalStateException where the database is of an older Proca, before anything was added to it */
    private void requireLayout() throws SQLException {
        String missing = ask(MISSING);
        if (missing != null) {
            throw new IllegalStateException("This database was laid out by a Proca before 3.10, it lacks " + missing
                    + ". Run the migrations of Proca 3.10 on it first.");
        }
    }

    private @Nullable String ask(String question) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            return answer.next() ? answer.getString(1) : null;
        }
    }
}
