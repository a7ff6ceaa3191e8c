package app.proca.notify.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

import app.proca.notify.testing.ProcaDatabase;
import app.proca.notify.testing.ProcaLayout;
import app.proca.notify.testing.Services;
import io.quarkus.runtime.StartupEvent;

class MigrationTest {

    private static final String NOTIFY_TABLES = """
            select table_name from information_schema.tables where table_schema = 'notify'""";
    private static final String HISTORY =
            """
            select version || ' ' || success from notify.flyway_schema_history where version is not null order by installed_rank""";
    private static final String ALL_ROWS = """
            select table_name || (xpath('/', query_to_xml('select * from public.' || quote_ident(table_name) || ' t order by t::text',
              true, false, '')))[1]::text
            from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name""";

    private final String url = Services.freshDatabase();

    @Test
    void an_empty_database_gets_the_layout_of_a_proca_database() throws Exception {
        migrate();

        assertThat(ask(url, ProcaLayout.COLUMNS)).containsExactlyElementsOf(ProcaLayout.expected("columns.txt"));
        List<String> layout = new ArrayList<>(ask(url, ProcaLayout.INDEXES));
        layout.addAll(ask(url, ProcaLayout.CONSTRAINTS));
        assertThat(layout).containsExactlyInAnyOrderElementsOf(ProcaLayout.expected("indexes.txt"));
        assertThat(ask(url, NOTIFY_TABLES)).contains("outbox");
    }

    @Test
    void a_proca_database_keeps_its_tables_and_rows_and_gets_the_schema_notify() throws Exception {
        ProcaDatabase.layOut(url);
        List<String> columns = ask(url, ProcaLayout.COLUMNS);
        List<String> constraints = ask(url, ProcaLayout.CONSTRAINTS);
        List<String> rows = ask(url, ALL_ROWS);
        assertThat(rows).anyMatch(table -> table.contains("Save the oceans"));

        migrate();

        assertThat(ask(url, ProcaLayout.COLUMNS)).isEqualTo(columns);
        assertThat(ask(url, ProcaLayout.CONSTRAINTS)).isEqualTo(constraints);
        assertThat(ask(url, ALL_ROWS)).isEqualTo(rows);
        assertThat(ask(url, NOTIFY_TABLES)).contains("outbox", "parked", "log_horizon", "flyway_schema_history");
        assertThat(ask(url, "select nspname from pg_namespace where nspname !~ '^(pg_|information_schema)' order by 1"))
                .containsExactly("notify", "public");
    }

    @Test
    void starting_again_changes_nothing() throws Exception {
        ProcaDatabase.layOut(url);
        migrate();
        List<String> history = ask(url, HISTORY);

        migrate();

        assertThat(ask(url, HISTORY)).isEqualTo(history);
    }

    @Test
    void instances_that_start_together_adopt_a_proca_database_once() throws Exception {
        ProcaDatabase.layOut(url);

        CompletableFuture<?>[] starts = Stream.generate(() -> CompletableFuture.runAsync(this::migrate)).limit(3)
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(starts).get(60, TimeUnit.SECONDS);

        assertThat(ask(url, HISTORY)).filteredOn(entry -> entry.startsWith("2 ")).containsExactly("2 true");
        assertThat(ask(url, "select name::text from orgs order by id")).first().isEqualTo("instance");
    }

    @Test
    void a_database_of_an_older_proca_is_refused_untouched() throws Exception {
        ProcaDatabase.layOut(url);
        run(url, "alter table campaigns drop column action_confirm");

        assertThatThrownBy(this::migrate).hasMessage("This database was laid out by a Proca before 3.10, it lacks "
                + "campaigns.action_confirm. Run the migrations of Proca 3.10 on it first.");
        assertThat(ask(url, NOTIFY_TABLES)).isEmpty();
    }

    private void migrate() {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(url);
        Flyway flyway = Flyway.configure().dataSource(database).defaultSchema("notify").schemas("notify")
                .baselineVersion("1").baselineDescription("A Proca database").load();
        try {
            new Migrations(flyway, database).migrate(new StartupEvent());
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot migrate " + url, failure);
        }
    }

    private static List<String> ask(String url, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> answer = new ArrayList<>();
            while (rows.next()) {
                answer.add(rows.getString(1));
            }
            return answer;
        }
    }

    private static void run(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
