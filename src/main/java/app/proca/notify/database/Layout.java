package app.proca.notify.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The layout that the service needs, and how a database gets there. An empty one gets everything; one that Proca laid out is
 * adopted: it gets the schema {@code notify} and nothing else (spec/database.md). Whoever begins at the same time takes
 * turns, from the first look on.
 */
public final class Layout {

    private static final Logger LOG = Logger.getLogger(Layout.class);
    private static final String SCHEMA = "notify";
    private static final long PAUSE_NS = 100_000_000;

    /** It is asked for anew, not waited for: a statement that waits would hold up another's {@code create index concurrently}. */
    private static final String BEGIN_TURN = "select pg_try_advisory_lock(x'70726f63'::int, x'6c61796f'::int)";
    /** A pool would keep the connection, and the connection the lock. */
    private static final String END_TURN = "select pg_advisory_unlock(x'70726f63'::int, x'6c61796f'::int)";

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

    Layout(Flyway flyway, DataSource database) {
        this.flyway = flyway;
        this.database = database;
    }

    /** The same without Quarkus, which otherwise finds the scripts. */
    public static Layout of(DataSource database) {
        return new Layout(Flyway.configure().dataSource(database).schemas(SCHEMA).defaultSchema(SCHEMA).createSchemas(true)
                .baselineVersion("1").baselineDescription("A Proca database").resourceProvider(Scripts.ofThisProgram()).load(),
                database);
    }

    /**
     * Blocks until it is this version's; a newer one stays.
     *
     * @return the version that it has
     * @throws IllegalStateException where the database is of an older Proca, before anything was added to it
     */
    public String bringUp() throws SQLException {
        try (Connection turn = database.getConnection()) {
            while (!"t".equals(ask(turn, BEGIN_TURN))) {
                LockSupport.parkNanos(PAUSE_NS);
            }
            try {
                return bringUp(turn);
            } finally {
                String unused = ask(turn, END_TURN);
            }
        }
    }

    private String bringUp(Connection turn) throws SQLException {
        if ("t".equals(ask(turn, LAID_OUT_BY_PROCA))) {
            requireLayout(turn);
            LOG.info("This is a Proca database: its tables stay as they are, the schema notify is added");
            flyway.baseline();
        }
        flyway.migrate();
        return String.valueOf(flyway.info().current().getVersion());
    }

    private static void requireLayout(Connection connection) throws SQLException {
        String missing = ask(connection, MISSING);
        if (missing != null) {
            throw new IllegalStateException("This database was laid out by a Proca before 3.10, it lacks " + missing
                    + ". Run the migrations of Proca 3.10 on it first.");
        }
    }

    private static @Nullable String ask(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet answer = statement.executeQuery(question)) {
            return answer.next() ? answer.getString(1) : null;
        }
    }
}
