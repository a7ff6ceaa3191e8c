package app.proca.notify.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Optional;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

import app.proca.notify.org.InstanceSettings;
import app.proca.notify.testing.Services;
import io.quarkus.runtime.StartupEvent;

class SeedTest {

    private final PGSimpleDataSource database = new PGSimpleDataSource();

    @BeforeEach
    void migrate() {
        database.setURL(Services.freshDatabase());
        Flyway.configure().dataSource(database).defaultSchema("notify").schemas("notify").load().migrate();
    }

    @Test
    void an_empty_database_gets_the_instance_org_and_an_owner_once() throws SQLException {
        Seed seed = new Seed(new Instance("first@example.org"), database);

        seed.plant(new StartupEvent());
        seed.plant(new StartupEvent());

        assertThat(count("orgs where name = 'instance'")).isEqualTo(1);
        assertThat(count("users where email = 'first@example.org' and perms & 1 = 1")).isEqualTo(1);
        assertThat(count("staffers")).isEqualTo(1);
    }

    @Test
    void a_user_who_is_there_is_not_given_power_and_nothing_is_written() throws SQLException {
        run("insert into users (email, hashed_password, inserted_at, updated_at) values ('old@example.org', 'x', now(), now())");

        assertThatThrownBy(() -> new Seed(new Instance("old@example.org"), database).plant(new StartupEvent()))
                .hasMessageContaining("ADMIN_EMAIL");

        assertThat(count("users where perms & 1 = 1")).isZero();
        assertThat(count("orgs")).isZero();
    }

    @Test
    void a_database_with_orgs_and_none_of_the_instance_s_name_is_left_alone() throws SQLException {
        run("insert into orgs (name, title, inserted_at, updated_at) values ('proca', 'Who runs it', now(), now())");

        assertThatThrownBy(() -> new Seed(new Instance("first@example.org"), database).plant(new StartupEvent()))
                .hasMessageContaining("ORG_NAME is \"instance\"");

        assertThat(count("orgs")).isEqualTo(1);
        assertThat(count("users")).isZero();
    }

    private long count(String what) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from " + what)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void run(String sql) throws SQLException {
        try (var connection = database.getConnection(); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private record Instance(String email) implements InstanceSettings {

        @Override
        public String orgName() {
            return "instance";
        }

        @Override
        public Optional<String> adminEmail() {
            return Optional.of(email);
        }

        @Override
        public Optional<String> adminPassword() {
            return Optional.of("a test of a password");
        }

        @Override
        public String domain() {
            return "localhost";
        }
    }
}
