package app.proca.notify.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;

import app.proca.notify.testing.Services;

/** The database goes away: the same process uses it again. */
class DatabaseFaultsIT extends UnderLoad {

    @Test
    void a_database_that_restarts_is_used_again() throws SQLException {
        load = loadOn(one);

        for (int round = 0; round < EFFORT.rounds(); round++) {
            pass(500, 1_500);
            Services.postgres().down();
            pass(500, 1_500);
            Services.postgres().up();
            awaitAnswers();
        }

        pass(500, 1_500);
        assertThat(one.isAlive()).isTrue();
        assertFaultless();
    }

    @Test
    void a_database_that_crashes_is_used_again() throws SQLException {
        load = loadOn(one);

        for (int round = 0; round < EFFORT.rounds(); round++) {
            pass(500, 1_500);
            Services.postgres().crash();
            Services.postgres().up();
            awaitAnswers();
        }

        pass(500, 1_500);
        assertThat(one.isAlive()).isTrue();
        assertFaultless();
    }

    @Test
    void a_database_that_is_away_at_the_start_is_waited_for() throws SQLException {
        one.kill();
        Services.postgres().down();
        one.start();
        load = loadOn(one);
        pass(1_000, 3_000);

        Services.postgres().up();

        one.awaitServing();
        awaitAnswers();
        pass(500, 1_500);
        assertFaultless();
    }
}
