package app.proca.notify.faults;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;

import app.proca.notify.testing.Services;

/** The broker goes away, falls silent, or runs short: changes go on, and are told when it is well again. */
class BrokerFaultsIT extends UnderLoad {

    @Test
    void while_the_broker_is_stopped_changes_go_on_and_are_told_later() throws SQLException {
        load = loadOn(one);

        for (int round = 0; round < EFFORT.rounds(); round++) {
            pass(500, 1_500);
            Services.rabbit().down();
            awaitAnswers();
            pass(1_000, 3_000);
            Services.rabbit().up();
            awaitToldWithin(RECOVERY_LIMIT);
        }

        assertNoRequestFailed();
        assertFaultless();
    }

    @Test
    void a_broker_that_stands_still_costs_time_and_nothing_else() throws SQLException {
        load = loadOn(one);

        for (int round = 0; round < EFFORT.rounds(); round++) {
            pass(500, 1_500);
            Services.rabbit().freeze();
            pass(1_000, 8_000);
            Services.rabbit().thaw();
            awaitToldWithin(RECOVERY_LIMIT);
        }

        assertNoRequestFailed();
        assertFaultless();
    }

    @Test
    void a_broker_that_is_short_of_memory_gets_everything_later() throws SQLException {
        load = loadOn(one);

        for (int round = 0; round < EFFORT.rounds(); round++) {
            pass(500, 1_500);
            Services.rabbit().exhaust();
            pass(1_000, 3_000);
            Services.rabbit().relieve();
            awaitToldWithin(RECOVERY_LIMIT);
        }

        assertNoRequestFailed();
        assertFaultless();
    }

    @Test
    void connections_that_an_operator_closes_cost_nothing() throws SQLException {
        load = loadOn(one);

        for (int closing = 0; closing < 2 * EFFORT.rounds(); closing++) {
            pass(500, 1_500);
            Services.rabbit().closeAllConnections();
        }

        awaitToldWithin(RECOVERY_LIMIT);
        assertNoRequestFailed();
        assertFaultless();
    }

    @Test
    void a_broker_that_is_away_at_the_start_is_waited_for() throws SQLException {
        one.kill();
        Services.rabbit().down();
        one.start().awaitServing();
        load = loadOn(one);
        awaitAnswers();

        Services.rabbit().up();

        awaitToldWithin(RECOVERY_LIMIT);
        assertNoRequestFailed();
        assertFaultless();
    }
}
