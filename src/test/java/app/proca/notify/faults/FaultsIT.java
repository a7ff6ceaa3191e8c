package app.proca.notify.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import app.proca.notify.faults.Evidence.Told;
import app.proca.notify.faults.Installation.Scene;
import app.proca.notify.testing.Services;

/** The packaged application is hurt while a load of campaign updates runs; afterwards every promise must have been kept. */
class FaultsIT {

    private static final Logger LOG = Logger.getLogger(FaultsIT.class);
    private static final Duration TAKE_OVER_LIMIT = Duration.ofSeconds(10);
    private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(30);
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(60);
    private static final Duration EXIT_LIMIT = Duration.ofSeconds(10);
    /** More than a relay's transaction usually does nothing. */
    private static final Duration HELD = Duration.ofMillis(1_200);
    private static final int TERMINATED = 143;

    private static final Effort EFFORT = Effort.asked();
    /** What stands still is left alone sooner than by default, so that the test does not take minutes. */
    private static final Map<String, String> IMPATIENT = Map.of("PROCA_OUTBOX_DELIVERY_LIMIT", "5s",
            "PROCA_BROKER_CONFIRM_LIMIT", "4s", "PROCA_DATABASE_STANDSTILL", "5s");
    private static final Duration STANDSTILL_LIMIT = Duration.ofSeconds(5 + 2 * 5 + 5);

    private static Installation installation;
    private static ServiceProcess one;
    private static ServiceProcess other;
    private static ApiClient client;

    private final Random random = new Random(EFFORT.seed());
    private Scene scene;
    private EventConsumer consumer;
    private Load load;

    @BeforeAll
    static void lay_out() throws SQLException {
        LOG.infof("To repeat: -Dfaults.seed=%d", EFFORT.seed());
        installation = Installation.create();
        one = installation.instance("one", IMPATIENT);
        other = installation.instance("other", IMPATIENT);
        one.start().awaitServing();
        installation.callWitness();
        client = ApiClient.signedIn(one.api());
    }

    @BeforeEach
    void set_the_scene() {
        if (!one.isAlive()) {
            one.start().awaitServing();
        }
        scene = Installation.scene(client, one.api());
        consumer = EventConsumer.of(Services.rabbit().url(), scene.queues());
    }

    @AfterEach
    void leave() {
        load.close();
        consumer.close();
        other.kill();
    }

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

        assertThat(load.failures()).as("requests that failed").isZero();
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

        assertThat(load.failures()).as("requests that failed").isZero();
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

        assertThat(load.failures()).as("requests that failed").isZero();
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
        assertThat(load.failures()).as("requests that failed").isZero();
        assertFaultless();
    }

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
    void a_broker_that_is_away_at_the_start_is_waited_for() throws SQLException {
        one.kill();
        Services.rabbit().down();
        one.start().awaitServing();
        load = loadOn(one);
        awaitAnswers();

        Services.rabbit().up();

        awaitToldWithin(RECOVERY_LIMIT);
        assertThat(load.failures()).as("requests that failed").isZero();
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

    private Load loadOn(ServiceProcess... instances) {
        List<URI> doors = List.of(instances).stream().map(ServiceProcess::api).toList();
        return Load.on(client, doors, scene.campaigns());
    }

    private void pass(int atLeastMs, int atMostMs) {
        LockSupport.parkNanos(Effort.moment(random, atLeastMs, atMostMs).toNanos());
    }

    /** The service takes changes again, of every campaign. */
    private void awaitAnswers() {
        Map<Long, Long> before = answersByCampaign();
        await().atMost(RECOVERY_LIMIT).until(() -> answersByCampaign().entrySet().stream()
                .filter(answers -> answers.getValue() > before.getOrDefault(answers.getKey(), 0L) + 1)
                .count() == scene.campaigns().size());
    }

    private Map<Long, Long> answersByCampaign() {
        return load.answered().stream().collect(Collectors.groupingBy(Change::campaign, Collectors.counting()));
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

    /** What has committed by now is told in this time. */
    private void awaitToldWithin(Duration limit) throws SQLException {
        List<Change> committed = installation.committed(scene);
        await().atMost(limit).pollInterval(Duration.ofMillis(100)).until(() -> told().containsAll(committed));
    }

    private void assertFaultless() throws SQLException {
        load.close();
        awaitSettled();
        Verdict verdict = Verdict.of(new Evidence(installation.committed(scene), installation.current(scene), load.answered(),
                installation.outbox(scene), consumer.told()));
        LOG.infof("%d changes, %d repetitions, %d requests without an answer", verdict.changes(), verdict.repetitions(),
                load.failures());
        assertThat(verdict.faults()).as("seed %d", EFFORT.seed()).isEmpty();
        assertThat(verdict.changes()).isPositive();
    }

    /** If it never is, the verdict says what is missing. */
    private void awaitSettled() throws SQLException {
        long end = System.nanoTime() + SETTLE_LIMIT.toNanos();
        while (!settled() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private boolean settled() throws SQLException {
        return told().containsAll(installation.committed(scene))
                && installation.outbox(scene).stream().noneMatch(row -> row.state().equals("pending"));
    }

    private Set<Change> told() {
        return consumer.told().stream().map(Told::change).collect(Collectors.toCollection(HashSet::new));
    }
}
