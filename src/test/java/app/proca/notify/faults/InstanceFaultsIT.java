package app.proca.notify.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;

/** Instances of the service are killed, frozen and asked to end. */
class InstanceFaultsIT extends UnderLoad {

    private static final Duration TAKE_OVER_LIMIT = Duration.ofSeconds(10);
    private static final Duration EXIT_LIMIT = Duration.ofSeconds(10);
    private static final int TERMINATED = 143;
    /** More than a relay's transaction usually does nothing. */
    private static final Duration HELD = Duration.ofMillis(1_200);

    @Test
    void killed_again_and_again_under_load_it_loses_nothing() throws SQLException {
        load = loadOn(one);

        for (int kill = 0; kill < EFFORT.kills(); kill++) {
            awaitAnswers();
            pass(100, 2_000);
            one.kill();
            one.start();
        }

        awaitAnswers();
        pass(500, 1_500);
        assertFaultless();
    }

    @Test
    void when_one_of_two_is_killed_the_other_takes_over() throws SQLException {
        other.start().awaitServing();
        load = loadOn(one, other);

        for (int round = 0; round < EFFORT.rounds(); round++) {
            awaitAnswers();
            pass(500, 2_000);
            one.kill();
            awaitToldWithin(TAKE_OVER_LIMIT);
            one.start().awaitServing();
        }

        assertFaultless();
    }

    @Test
    void one_that_stands_still_is_left_behind_and_may_come_back() throws SQLException {
        other.start().awaitServing();
        load = loadOn(one, other);

        for (int round = 0; round < EFFORT.rounds(); round++) {
            awaitAnswers();
            freezeWithAShardInHand(one);
            awaitToldWithin(STANDSTILL_LIMIT);
            awaitAnswers();
            one.thaw();
            one.awaitServing();
        }

        pass(500, 1_500);
        assertFaultless();
    }

    @Test
    void asked_to_end_it_ends_soon_and_loses_nothing() throws SQLException {
        load = loadOn(one);

        for (int round = 0; round < EFFORT.rounds(); round++) {
            awaitAnswers();
            pass(500, 1_500);
            one.terminate();
            assertThat(one.awaitExit(EXIT_LIMIT)).isEqualTo(TERMINATED);
            one.start();
        }

        awaitAnswers();
        pass(500, 1_500);
        assertFaultless();
    }

    private void freezeWithAShardInHand(ServiceProcess instance) throws SQLException {
        instance.freeze();
        for (int attempt = 0; !installation.somebodyHoldsAShard(); attempt++) {
            assertThat(attempt).as("moments at which it had no shard in hand").isLessThan(50);
            instance.thaw();
            pass(50, 300);
            instance.freeze();
            LockSupport.parkNanos(HELD.toNanos());
        }
    }
}
