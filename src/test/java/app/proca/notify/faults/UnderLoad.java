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

import app.proca.notify.faults.Evidence.Told;
import app.proca.notify.faults.Installation.Scene;
import app.proca.notify.testing.Services;

/**
 * The packaged application is hurt while a load of campaign updates runs; afterwards every promise must have been kept. All
 * scenarios share a database, a broker and the first instance, and have orgs and campaigns of their own.
 */
abstract class UnderLoad {

    private static final Logger LOG = Logger.getLogger(UnderLoad.class);
    static final Duration RECOVERY_LIMIT = Duration.ofSeconds(30);
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(60);

    static final Effort EFFORT = Effort.asked();
    /** What stands still is left alone sooner than by default, so that the test does not take minutes. */
    private static final Map<String, String> IMPATIENT = Map.of("PROCA_OUTBOX_DELIVERY_LIMIT", "5s",
            "PROCA_BROKER_CONFIRM_LIMIT", "4s", "PROCA_DATABASE_STANDSTILL", "5s");
    static final Duration STANDSTILL_LIMIT = Duration.ofSeconds(5 + 2 * 5 + 5);

    static Installation installation;
    static ServiceProcess one;
    static ServiceProcess other;
    private static ApiClient client;

    private final Random random = new Random(EFFORT.seed());
    Scene scene;
    private EventConsumer consumer;
    Load load;

    @BeforeAll
    static void lay_out() throws SQLException {
        if (installation != null) {
            return;
        }
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
        if (load != null) {
            load.close();
        }
        consumer.close();
        other.kill();
    }

    /** Requests never wait for the broker, nor fail with it. */
    final void assertNoRequestFailed() {
        assertThat(load.failures()).as("requests that failed").isZero();
    }

    final Load loadOn(ServiceProcess... instances) {
        List<URI> doors = List.of(instances).stream().map(ServiceProcess::api).toList();
        return Load.on(client, doors, scene.campaigns());
    }

    final void pass(int atLeastMs, int atMostMs) {
        LockSupport.parkNanos(Effort.moment(random, atLeastMs, atMostMs).toNanos());
    }

    /** The service takes changes again, of every campaign. */
    final void awaitAnswers() {
        Map<Long, Long> before = answersByCampaign();
        await().atMost(RECOVERY_LIMIT).until(() -> answersByCampaign().entrySet().stream()
                .filter(answers -> answers.getValue() > before.getOrDefault(answers.getKey(), 0L) + 1)
                .count() == scene.campaigns().size());
    }

    private Map<Long, Long> answersByCampaign() {
        return load.answered().stream().collect(Collectors.groupingBy(Change::campaign, Collectors.counting()));
    }

    /** What has committed by now is told in this time. */
    final void awaitToldWithin(Duration limit) throws SQLException {
        List<Change> committed = installation.committed(scene);
        await().atMost(limit).pollInterval(Duration.ofMillis(100)).until(() -> told().containsAll(committed));
    }

    final void assertFaultless() throws SQLException {
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
