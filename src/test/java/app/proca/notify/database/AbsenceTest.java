package app.proca.notify.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.vertx.pgclient.PgException;

class AbsenceTest {

    @ParameterizedTest
    @CsvSource({ "57P01, true", "57P02, true", "57P03, true", "08006, true", "53300, true", "23505, false", "57014, false" })
    void a_database_that_ends_connections_is_away_and_one_that_refuses_is_not(String state, boolean away) {
        assertThat(Absence.explains(new PgException("it says no", "FATAL", state, null))).isEqualTo(away);
        assertThat(Absence.explains(throughHibernate(new SQLException("it says no", state, 0)))).isEqualTo(away);
    }

    @Test
    void a_connection_that_cannot_be_made_means_that_it_is_away_and_a_bug_of_ours_does_not() {
        assertThat(Absence.explains(throughHibernate(new ConnectException("Connection refused")))).isTrue();
        assertThat(Absence.explains(throughHibernate(new IllegalArgumentException("null")))).isFalse();
    }

    private static Throwable throughHibernate(Exception cause) {
        return new CompletionException(new IllegalStateException("error executing SQL statement", cause));
    }
}
