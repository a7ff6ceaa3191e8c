package app.proca.notify.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import app.proca.notify.testing.Services;

class AwaitedDatabaseTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final List<String> told = new ArrayList<>();

    @Test
    void a_database_that_is_there_is_not_waited_for() {
        AwaitedDatabase database = new AwaitedDatabase(DatabaseUrl.parse(Services.postgres().url("postgres")));

        assertThatCode(() -> database.await(Duration.ZERO, told::add)).doesNotThrowAnyException();
        assertThat(told).isEmpty();
    }

    @Test
    void a_server_that_does_not_answer_is_told_with_its_address_once_the_time_is_up() throws IOException {
        AwaitedDatabase database = new AwaitedDatabase(
                DatabaseUrl.parse("postgresql://proca:secret@localhost:" + unusedPort() + "/proca"));

        assertThatThrownBy(() -> database.await(Duration.ofSeconds(1), told::add)).isInstanceOf(WrongSetting.class)
                .hasMessageContaining("is not there, after 1 s").hasMessageContaining("localhost")
                .hasMessageNotContaining("secret");
        assertThat(told).singleElement().asString().startsWith("Waiting up to 1 s").doesNotContain("secret");
    }

    @Test
    void a_database_that_does_not_exist_is_told_at_once() {
        AwaitedDatabase database = new AwaitedDatabase(DatabaseUrl.parse(Services.postgres().url("no_such_database")));

        assertThatThrownBy(() -> database.await(LONG, told::add)).isInstanceOf(WrongSetting.class)
                .hasMessageContaining("does not let the service in").hasMessageContaining("no_such_database");
    }

    @ParameterizedTest
    @CsvSource({ "08001, true", "57P03, true", "53300, true", "28P01, false", "28000, false", "3D000, false" })
    void only_what_passes_by_itself_is_waited_for(String state, boolean temporary) {
        SQLException obstacle = new SQLException("told by the server", state);

        assertThat(AwaitedDatabase.temporary(obstacle)).isEqualTo(temporary);
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
