package app.proca.notify.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

import app.proca.notify.testing.Services;

class MigrationTest {

    private static final String COLUMNS = """
            select table_name || ' ' || column_name || ' '
              || case when data_type in ('ARRAY', 'USER-DEFINED') then udt_name
                      when character_maximum_length is not null then data_type || '(' || character_maximum_length || ')'
                      else data_type end
              || case is_nullable when 'NO' then ' not null ' else ' null ' end
              || coalesce('default ' || column_default, '')
            from information_schema.columns where table_schema = 'public' order by table_name, ordinal_position""";
    private static final String INDEXES = "select indexdef from pg_indexes where schemaname = 'public'";
    private static final String CONSTRAINTS = """
            select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
            where connamespace = 'public'::regnamespace""";

    @Test
    void an_empty_database_gets_the_layout_of_a_proca_database() throws Exception {
        String url = Services.freshDatabase();

        flyway(url).migrate();

        assertThat(ask(url, COLUMNS)).containsExactlyElementsOf(expected("columns.txt"));
        List<String> layout = new ArrayList<>(ask(url, INDEXES));
        layout.addAll(ask(url, CONSTRAINTS));
        assertThat(layout).containsExactlyInAnyOrderElementsOf(expected("indexes.txt"));
    }

    @Test
    void a_proca_database_keeps_its_tables_and_rows_and_gets_the_schema_notify() throws Exception {
        String url = Services.freshDatabase();
        run(url, new String(getClass().getResourceAsStream("/db/migration/V1__proca.sql").readAllBytes(),
                java.nio.charset.StandardCharsets.UTF_8));
        run(url, "insert into orgs (name, title, inserted_at, updated_at) values ('oceans', 'Oceans', now(), now())");
        List<String> before = ask(url, COLUMNS);

        flyway(url).baseline();
        flyway(url).migrate();

        assertThat(ask(url, COLUMNS)).isEqualTo(before);
        assertThat(ask(url, "select name::text from orgs")).containsExactly("oceans");
        assertThat(ask(url, "select table_name from information_schema.tables where table_schema = 'notify'"))
                .contains("outbox", "parked", "log_horizon");
    }

    private static Flyway flyway(String url) {
        return Flyway.configure().dataSource(url, "postgres", "postgres").defaultSchema("notify").schemas("notify")
                .baselineVersion("1").load();
    }

    private static List<String> expected(String file) throws IOException {
        try (var stream = MigrationTest.class.getResourceAsStream("/layout/" + file)) {
            return new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isBlank()).toList();
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
