package app.proca.notify.queue.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.GetResponse;

import app.proca.notify.common.Tracing;
import app.proca.notify.org.InstanceOrg;
import app.proca.notify.org.Org;
import app.proca.notify.org.Service;
import app.proca.notify.org.ServiceName;
import app.proca.notify.outbox.Channel;
import app.proca.notify.outbox.Follower;
import app.proca.notify.outbox.Movements;
import app.proca.notify.outbox.Notification;
import app.proca.notify.queue.broker.Broker;
import app.proca.notify.queue.broker.BrokerSettings;
import app.proca.notify.queue.broker.Consumers;
import app.proca.notify.queue.broker.OtherConsumers;
import app.proca.notify.queue.reconcile.OrgQueuesTable;
import app.proca.notify.queue.reconcile.Reconciliation;
import app.proca.notify.queue.reconcile.WorkersChanged;
import app.proca.notify.queue.topology.QueueName;
import app.proca.notify.testing.Api;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.MailServices;
import app.proca.notify.testing.Services;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;

/** Workers on a real broker, following a real database. */
@QuarkusTest
@TestProfile(WorkersTest.WithProbes.class)
@QuarkusTestResource(Services.class)
class WorkersTest {

    private static final Logger LOG = Logger.getLogger(WorkersTest.class);
    private static final Duration SOON = Duration.ofSeconds(30);

    /** Somebody does all three kinds of work, and what fails comes back at once. */
    public static class WithProbes implements QuarkusTestProfile {

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(Probe.Webhook.class, Probe.Sqs.class, Probe.Mail.class);
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("proca.queues.retry-delay", "200ms", "proca.workers.time-limit", "2s");
        }
    }

    /** Lets another instance's workers hear what this one's hear. */
    @Singleton
    static class OtherFollower implements Follower {

        private volatile @Nullable ChangedWorkers other;

        void lead(Workers workers) {
            other = new ChangedWorkers(workers);
        }

        @Override
        public Channel channel() {
            return Channel.INSTANCES;
        }

        @Override
        public String topic() {
            return WorkersChanged.TOPIC;
        }

        @Override
        public Uni<Void> follow(Notification changed) {
            ChangedWorkers following = other;
            return following == null ? Uni.createFrom().voidItem() : following.follow(changed);
        }
    }

    private record Settings(int prefetch, int retryLimit, int unexplainedLimit, Duration timeLimit, Duration stopLimit,
            Optional<String> parkingQueue) implements WorkSettings {}

    private static final Settings USUAL =
            new Settings(10, 3, 1_000, Duration.ofMinutes(1), Duration.ofMillis(500), Optional.empty());

    @Inject
    Workers workers;

    @Inject
    Probe.Webhook webhook;

    @Inject
    Probe.Sqs sqs;

    @Inject
    Probe.Mail mail;

    @Inject
    OtherFollower otherFollower;

    @Inject
    OrgQueuesTable orgs;

    @Inject
    Reconciliation reconciliation;

    @Inject
    Broker broker;

    @Inject
    BrokerSettings brokerSettings;

    @Inject
    InstanceOrg instance;

    @Inject
    Pool pool;

    @Inject
    Vertx vertx;

    @Inject
    Clock clock;

    @Inject
    Movements movements;

    private final Crm crm = new Crm();

    /** Queues outlive a test's database: ids that no other test's orgs have find none that was declared with another delay. */
    @BeforeEach
    void connect() throws Exception {
        var unused = pool.query("select setval('orgs_id_seq', 1000000 + (random() * 1000000000)::int)").execute().await()
                .atMost(SOON);
        crm.connect();
        await().atMost(SOON).until(broker::isConnected);
        webhook.behave(message -> Probe.done());
        sqs.behave(message -> Probe.done());
    }

    @AfterEach
    void disconnect() {
        crm.disconnect();
    }

    @Test
    void the_worker_of_a_new_org_starts() throws Throwable {
        long backend = aService(anOrg(), ServiceName.SMTP);

        long org = inTransaction(() -> newOrg(found -> found.emailBackendId = backend));

        awaitConsumed(mailQueue(org));
        publish(mailQueue(org), "welcome");
        await().atMost(SOON).until(() -> mail.ids(org).equals(List.of("welcome")));
    }

    @Test
    void what_fails_is_returned_a_bounded_number_of_times_then_parked_and_the_others_go_on() throws Throwable {
        long org = anOrgWithBackends();
        webhook.behave(message -> message.arrival().messageId().equals("poisoned " + org)
                ? Probe.failed("the other side said 500")
                : Probe.done());

        publish(webhookQueue(org), "poisoned " + org);
        publish(webhookQueue(org), "good " + org);

        await().atMost(SOON).until(() -> parked(org).size() == 1);
        assertThat(webhook.returns("poisoned " + org)).containsExactly(0L, 1L, 2L, 3L);
        assertThat(webhook.returns("good " + org)).containsExactly(0L);
        Row row = parked(org).get(0);
        assertThat(row.getString("queue")).isEqualTo(webhookQueue(org));
        assertThat(row.getString("message_id")).isEqualTo("poisoned " + org);
        assertThat(row.getString("reason")).isEqualTo("the other side said 500");
        assertThat(row.getInteger("returns")).isEqualTo(3);
        assertThat(row.getBuffer("body").toString()).isEqualTo("{\"id\":\"poisoned " + org + "\"}");
        assertThat(row.getString("properties")).contains("\"contentType\":\"application/json\"", "x-death");
        awaitEmpty(webhookQueue(org));
        awaitEmpty("org." + org + ".fail");
    }

    @Test
    void what_is_given_up_is_parked_at_once_and_once_only() throws Throwable {
        long org = anOrgWithBackends();
        webhook.behave(message -> Uni.createFrom().item(new WorkOutcome.GivenUp("410 Gone")));

        publish(webhookQueue(org), "hopeless " + org);
        await().atMost(SOON).until(() -> parked(org).size() == 1);
        publish(webhookQueue(org), "hopeless " + org);
        await().atMost(SOON).until(() -> webhook.returns("hopeless " + org).size() == 2);

        awaitEmpty(webhookQueue(org));
        assertThat(webhook.returns("hopeless " + org)).containsExactly(0L, 0L);
        await().during(Duration.ofMillis(300)).atMost(SOON).until(() -> parked(org).size() == 1);
    }

    @Test
    void an_absence_of_the_other_side_counts_for_no_message_and_holds_back_the_queue() throws Throwable {
        long org = anOrgWithBackends();
        AtomicBoolean away = new AtomicBoolean(true);
        webhook.behave(
                message -> away.get() ? Uni.createFrom().item(new WorkOutcome.Unavailable("no connection")) : Probe.done());

        for (int i = 0; i < 30; i++) {
            publish(webhookQueue(org), i + " of " + org);
        }

        await().atMost(SOON).until(() -> webhook.ids(org).size() >= 40);
        assertThat(Set.copyOf(webhook.ids(org))).hasSize(10);
        away.set(false);
        await().atMost(SOON).until(() -> Set.copyOf(webhook.ids(org)).size() == 30);
        awaitEmpty(webhookQueue(org));
        awaitEmpty("org." + org + ".fail");
        assertThat(webhook.returns("0 of " + org)).hasSizeGreaterThan(3).containsOnly(0L);
        assertThat(parked(org)).isEmpty();
    }

    @Test
    void messages_that_fail_for_no_known_reason_let_those_behind_them_have_their_turn() throws Throwable {
        long org = anOrgWithBackends();
        AtomicBoolean working = new AtomicBoolean();
        webhook.behave(message -> {
            if (message.arrival().messageId().startsWith("good")) {
                working.set(true);
                return Probe.done();
            }
            return working.compareAndSet(true, false) ? Probe.failed("500")
                    : Uni.createFrom().item(new WorkOutcome.Unexplained("500"));
        });

        for (int i = 0; i < 15; i++) {
            publish(webhookQueue(org), "poison " + i + " of " + org);
        }
        publish(webhookQueue(org), "good " + org);

        await().atMost(SOON).until(() -> webhook.ids(org).contains("good " + org));
        await().atMost(SOON).until(() -> webhook.ids(org).stream().distinct().count() == 16);
        assertThat(parked(org)).isEmpty();
    }

    @Test
    void a_message_that_fails_for_no_known_reason_has_its_limit_too() throws Throwable {
        long org = anOrgThatNobodyHeardOf();
        Probe elsewhere = new Probe("webhook");
        elsewhere.behave(message -> Uni.createFrom().item(new WorkOutcome.Unexplained("it answered 500")));
        Consumers connections = OtherConsumers.connect(brokerSettings);
        Workers other = otherWorkers(connections,
                new Settings(10, 0, 2, Duration.ofMinutes(1), Duration.ofMillis(500), Optional.empty()), elsewhere);
        result(() -> other.refresh(org));

        publish(webhookQueue(org), "alone " + org);

        await().atMost(SOON).until(() -> parked(org).size() == 1);
        assertThat(elsewhere.returns("alone " + org)).containsExactly(0L, 1L, 2L);
        assertThat(parked(org).get(0).getString("reason")).isEqualTo("it answered 500");
        awaitEmpty(webhookQueue(org));
        other.stopAll(new ShutdownEvent());
        OtherConsumers.disconnect(connections);
    }

    @Test
    void an_absence_of_the_database_counts_for_no_message() throws Throwable {
        long org = anOrgWithBackends();
        AtomicBoolean away = new AtomicBoolean(true);
        webhook.behave(message -> away.get()
                ? Uni.createFrom().failure(new CompletionException(new ConnectException("Connection refused")))
                : Probe.done());

        publish(webhookQueue(org), "patient " + org);

        await().atMost(SOON).until(() -> webhook.ids(org).size() >= 3);
        away.set(false);
        awaitEmpty(webhookQueue(org));
        awaitEmpty("org." + org + ".fail");
        assertThat(webhook.returns("patient " + org)).hasSizeGreaterThanOrEqualTo(3).containsOnly(0L);
        assertThat(parked(org)).isEmpty();
    }

    @Test
    void what_cannot_be_parked_or_withheld_without_the_database_waits_for_it() throws Throwable {
        long org = anOrgThatNobodyHeardOf();
        Probe elsewhere = new Probe("webhook");
        elsewhere.behave(message -> Uni.createFrom().item(message.arrival().messageId().startsWith("hopeless")
                ? new WorkOutcome.GivenUp("no use")
                : new WorkOutcome.Withheld("action 5: it was deleted")));
        Pool nowhere = Pool.pool(new io.vertx.mutiny.core.Vertx(vertx),
                new PgConnectOptions().setHost("127.0.0.1").setPort(MailServices.freePort()), new PoolOptions());
        Consumers connections = OtherConsumers.connect(brokerSettings);
        Workers other = new Workers(List.of(elsewhere), orgs, connections, OtherConsumers.looks(connections),
                new Handling(USUAL, new Parking(nowhere, broker, clock, movements, USUAL), new Withholding(nowhere), vertx, clock,
                        new Rates(clock), new Troubles(clock), List.of(), Tracing.off()),
                USUAL);
        result(() -> other.refresh(org));

        publish(webhookQueue(org), "hopeless " + org);
        publish(webhookQueue(org), "erased " + org);

        await().atMost(SOON).until(() -> elsewhere.returns("hopeless " + org).size() >= 3
                && elsewhere.returns("erased " + org).size() >= 3);
        assertThat(elsewhere.returns("hopeless " + org)).containsOnly(0L);
        assertThat(elsewhere.returns("erased " + org)).containsOnly(0L);
        other.stopAll(new ShutdownEvent());
        OtherConsumers.disconnect(connections);
        result(nowhere::close);
    }

    @Test
    void what_may_not_go_any_more_leaves_the_queue_with_a_record_that_says_nothing_of_it() throws Throwable {
        long org = anOrgWithBackends();
        webhook.behave(message -> Uni.createFrom().item(new WorkOutcome.Withheld("action 5: it was deleted")));

        publish(webhookQueue(org), "erased " + org);

        await().atMost(SOON).until(() -> withheld(org).equals(List.of("erased " + org + " action 5: it was deleted")));
        awaitEmpty(webhookQueue(org));
        awaitEmpty("org." + org + ".fail");
        assertThat(parked(org)).isEmpty();
    }

    @Test
    void an_other_side_that_asks_to_be_left_alone_is() throws Throwable {
        long org = anOrgWithBackends();
        AtomicBoolean asked = new AtomicBoolean();
        webhook.behave(message -> asked.compareAndSet(false, true)
                ? Uni.createFrom().item(new WorkOutcome.Unavailable("busy", Duration.ofSeconds(3)))
                : Probe.done());

        long began = System.nanoTime();
        publish(webhookQueue(org), "patient " + org);

        await().atMost(SOON).until(() -> webhook.returns("patient " + org).equals(List.of(0L, 0L)));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(2_900));
    }

    @Test
    void what_is_postponed_comes_back_through_the_circuit_as_often_as_the_worker_says() throws Throwable {
        long org = anOrgWithBackends();
        webhook.behave(message -> message.returns() < 5 ? Uni.createFrom().item(new WorkOutcome.Postponed("450 come back"))
                : Probe.done());

        publish(webhookQueue(org), "patient " + org);

        await().atMost(SOON).until(() -> webhook.returns("patient " + org).equals(List.of(0L, 1L, 2L, 3L, 4L, 5L)));
        awaitEmpty(webhookQueue(org));
        assertThat(parked(org)).isEmpty();
    }

    @Test
    void a_worker_that_throws_or_never_answers_fails_only_its_message() throws Throwable {
        long org = anOrgWithBackends();
        webhook.behave(message -> {
            if (message.returns() == 0 && message.arrival().messageId().startsWith("throws")) {
                throw new IllegalStateException("a bug");
            }
            return message.returns() == 0 && message.arrival().messageId().startsWith("hangs") ? Uni.createFrom().nothing()
                    : Probe.done();
        });

        publish(webhookQueue(org), "throws " + org);
        publish(webhookQueue(org), "hangs " + org);

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(webhook.returns("throws " + org)).containsExactly(0L, 1L);
            assertThat(webhook.returns("hangs " + org)).containsExactly(0L, 1L);
        });
        awaitEmpty(webhookQueue(org));
    }

    @Test
    void a_message_works_on_a_context_that_a_database_session_may_use() throws Throwable {
        long org = anOrgWithBackends();
        webhook.behave(message -> Panache.withTransaction(() -> Org.<Org>findById(message.orgId()))
                .map(found -> new WorkOutcome.GivenUp("the title is " + found.title)));

        publish(webhookQueue(org), "asks " + org);

        await().atMost(SOON).until(() -> parked(org).size() == 1);
        assertThat(parked(org).get(0).getString("reason")).isEqualTo("the title is Org");
    }

    /** Proca's work one after the other, in batches of ten seconds. */
    @Test
    void a_worker_has_several_messages_in_hand_and_waits_for_no_batch() throws Throwable {
        long org = anOrgWithBackends();
        AtomicInteger inHand = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        webhook.behave(message -> {
            most.accumulateAndGet(inHand.incrementAndGet(), Math::max);
            return Probe.done().onItem().delayIt().by(Duration.ofMillis(300)).invoke(() -> inHand.decrementAndGet());
        });

        for (int i = 0; i < 20; i++) {
            publish(webhookQueue(org), "beside " + i);
        }

        await().atMost(Duration.ofSeconds(9)).until(() -> webhook.ids(org).size() == 20);
        assertThat(most).hasValueBetween(2, USUAL.prefetch());
        awaitEmpty(webhookQueue(org));
    }

    @Test
    void instances_share_the_messages_of_a_queue() throws Throwable {
        long org = anOrgWithBackends();
        Probe elsewhere = new Probe("webhook");
        Uni<WorkOutcome> slowly = Probe.done().onItem().delayIt().by(Duration.ofMillis(20));
        webhook.behave(message -> slowly);
        elsewhere.behave(message -> slowly);
        Consumers connections = OtherConsumers.connect(brokerSettings);
        Workers other = otherWorkers(connections, USUAL, elsewhere);
        result(() -> other.refresh(org));
        await().atMost(SOON).until(() -> other.consumed().contains(new QueueName(webhookQueue(org))));

        for (int i = 0; i < 200; i++) {
            publish(webhookQueue(org), "shared " + i);
        }

        await().atMost(SOON).until(() -> webhook.ids(org).size() + elsewhere.ids(org).size() >= 200);
        Set<String> all = new HashSet<>(webhook.ids(org));
        all.addAll(elsewhere.ids(org));
        assertThat(all).hasSize(200);
        assertThat(webhook.ids(org)).hasSizeBetween(20, 180);
        awaitEmpty(webhookQueue(org));
        other.stopAll(new ShutdownEvent());
        OtherConsumers.disconnect(connections);
    }

    @Test
    void an_instance_that_stops_finishes_what_it_can_and_gives_back_the_rest() throws Throwable {
        long org = anOrgThatNobodyHeardOf();
        Probe elsewhere = new Probe("webhook");
        elsewhere.behave(message -> message.arrival().messageId().startsWith("slow") ? Uni.createFrom().nothing()
                : Probe.done().onItem().delayIt().by(Duration.ofMillis(200)));
        Consumers connections = OtherConsumers.connect(brokerSettings);
        Workers other = otherWorkers(connections, USUAL, elsewhere);
        result(() -> other.refresh(org));
        publish(webhookQueue(org), "slow " + org);
        publish(webhookQueue(org), "quick " + org);
        await().atMost(SOON).until(() -> elsewhere.ids(org).size() == 2);

        long began = System.nanoTime();
        other.stopAll(new ShutdownEvent());
        OtherConsumers.disconnect(connections);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        result(() -> workers.refresh(org));
        await().atMost(SOON).until(() -> webhook.ids(org).contains("slow " + org));
        awaitEmpty(webhookQueue(org));
        assertThat(webhook.ids(org)).containsExactly("slow " + org);
    }

    @Test
    void workers_come_back_after_the_broker_restarted() throws Throwable {
        long org = anOrgWithBackends();

        Services.rabbit().down();
        Services.rabbit().up();
        connect();

        publish(webhookQueue(org), "after the restart " + org);
        await().atMost(Duration.ofSeconds(60)).until(() -> webhook.ids(org).contains("after the restart " + org));
    }

    @Test
    void workers_come_back_after_their_connections_were_closed() throws Throwable {
        long org = anOrgWithBackends();
        webhook.behave(message -> message.arrival().messageId().startsWith("held") && webhook.returns("held " + org).size() == 1
                ? Uni.createFrom().nothing()
                : Probe.done());
        publish(webhookQueue(org), "held " + org);
        await().atMost(SOON).until(() -> webhook.ids(org).size() == 1);

        Services.rabbit().closeAllConnections();

        await().atMost(SOON).until(() -> webhook.ids(org).equals(List.of("held " + org, "held " + org)));
        connect();
        awaitEmpty(webhookQueue(org));
    }

    @Test
    void a_queue_that_goes_ends_no_other_and_is_consumed_again_when_it_is_back() throws Throwable {
        long org = anOrgWithBackends();
        crm.channel().queueDelete(webhookQueue(org));
        await().atMost(SOON).until(() -> !workers.consumed().contains(new QueueName(webhookQueue(org))));

        publish(sqsQueue(org), "goes on " + org);
        await().atMost(SOON).until(() -> sqs.ids(org).contains("goes on " + org));
        assertThat(sqs.begun(org)).isEqualTo(1);
        result(() -> reconciliation.reconcile(org));

        awaitConsumed(webhookQueue(org));
        publish(webhookQueue(org), "is back " + org);
        await().atMost(SOON).until(() -> webhook.ids(org).contains("is back " + org));
    }

    @Test
    void unchanged_settings_restart_nothing_and_changed_ones_only_whom_they_concern() throws Throwable {
        long org = anOrgWithBackends();
        long bystander = anOrgWithBackends();
        inTransaction(() -> Org.<Org>findById(org).invoke(found -> found.title = "Another title"));
        inTransaction(() -> Org.<Org>findById(org).invoke(found -> found.customEventDeliver = true));
        inTransaction(() -> instance.id().chain(id -> Org.<Org>findById(id))
                .invoke(found -> found.title = "Title " + UUID.randomUUID()));

        inTransaction(() -> Service.<Service>find("orgId = ?1 and name = ?2", org, ServiceName.WEBHOOK).firstResult()
                .invoke(found -> found.host = "https://elsewhere.example.org"));

        await().atMost(SOON).until(() -> webhook.begun(org) == 2);
        result(() -> workers.refreshAll());
        awaitConsumed(webhookQueue(org));
        assertThat(webhook.begun(org)).isEqualTo(2);
        assertThat(sqs.begun(org)).isEqualTo(1);
        assertThat(webhook.begun(bystander)).isEqualTo(1);
        assertThat(sqs.begun(bystander)).isEqualTo(1);
    }

    @Test
    void the_instances_mail_service_concerns_all_orgs_that_mail_through_it() throws Throwable {
        long backend = aService(result(instance::id), ServiceName.SMTP);
        long org = inTransaction(() -> newOrg(found -> found.emailBackendId = backend));
        awaitConsumed(mailQueue(org));

        inTransaction(() -> Service.<Service>findById(backend).invoke(found -> found.host = "tls://mail.example.org"));

        await().atMost(SOON).until(() -> mail.begun(org) == 2);
    }

    @Test
    void a_backend_that_is_turned_off_ends_its_worker_alone() throws Throwable {
        long org = anOrgWithBackends();

        inTransaction(() -> Org.<Org>findById(org).invoke(found -> found.pushBackendId = null));

        await().atMost(SOON).until(() -> !workers.consumed().contains(new QueueName(webhookQueue(org))));
        awaitConsumed(sqsQueue(org));
        assertThat(sqs.begun(org)).isEqualTo(1);
    }

    @Test
    void the_workers_of_a_deleted_org_end_and_its_queues_stay() throws Throwable {
        long org = anOrgWithBackends();

        inTransaction(() -> Org.<Org>findById(org).chain(found -> found.delete()));

        await().atMost(SOON).until(() -> workers.consumed().stream().noneMatch(queue -> queue.value().startsWith("wrk." + org)));
        publish(webhookQueue(org), "for somebody else");
        GetResponse left = crm.next(webhookQueue(org));
        assertThat(left.getProps().getMessageId()).isEqualTo("for somebody else");
    }

    @Test
    void an_operator_stops_starts_and_restarts_the_workers_of_one_org_on_every_instance() throws Throwable {
        long org = anOrgWithBackends();
        long bystander = anOrgWithBackends();
        Probe elsewhere = new Probe("webhook");
        Consumers connections = OtherConsumers.connect(brokerSettings);
        Workers other = otherWorkers(connections, USUAL, elsewhere);
        otherFollower.lead(other);
        other.startAll(new StartupEvent());
        awaitConsumed(other, webhookQueue(org));
        awaitConsumed(other, webhookQueue(bystander));

        operate("stopOrgPipes", org);
        await().atMost(SOON).until(() -> isAtRest(workers, org) && isAtRest(other, org));
        inTransaction(() -> Org.<Org>findById(org).invoke(found -> found.emailFrom = "other@example.org"));
        result(() -> workers.refreshAll().chain(other::refreshAll));
        publish(webhookQueue(org), "waits " + org);
        await().during(Duration.ofMillis(300)).atMost(SOON)
                .until(() -> webhook.ids(org).isEmpty() && elsewhere.ids(org).isEmpty());
        operate("startOrgPipes", org);
        await().atMost(SOON).until(() -> webhook.ids(org).size() + elsewhere.ids(org).size() == 1);
        operate("restartOrgPipes", org);

        await().atMost(SOON).until(() -> webhook.begun(org) == 3 && elsewhere.begun(org) == 3);
        awaitConsumed(workers, webhookQueue(org));
        awaitConsumed(other, webhookQueue(org));
        assertThat(webhook.begun(bystander)).isEqualTo(1);
        assertThat(elsewhere.begun(bystander)).isEqualTo(1);
        other.stopAll(new ShutdownEvent());
        OtherConsumers.disconnect(connections);
    }

    @Test
    void an_operator_pauses_steps_and_resumes_one_worker_of_one_org_on_every_instance() throws Throwable {
        long org = anOrgWithBackends();
        long bystander = anOrgWithBackends();
        Probe elsewhere = new Probe("webhook");
        Consumers connections = OtherConsumers.connect(brokerSettings);
        Workers other = otherWorkers(connections, USUAL, elsewhere);
        otherFollower.lead(other);
        other.startAll(new StartupEvent());
        awaitConsumed(other, webhookQueue(org));
        awaitConsumed(other, webhookQueue(bystander));

        assertThat(control("pauseWorker", org, "webhook")).isEqualTo("SUCCESS");
        assertThat(control("pauseWorker", org, "webhook")).isEqualTo("NOOP");
        await().atMost(SOON).until(() -> !isConsumed(workers, webhookQueue(org)) && !isConsumed(other, webhookQueue(org)));
        assertThat(isConsumed(workers, sqsQueue(org))).isTrue();
        assertThat(isConsumed(workers, webhookQueue(bystander)) && isConsumed(other, webhookQueue(bystander))).isTrue();
        publish(webhookQueue(org), "first " + org);
        publish(webhookQueue(org), "second " + org);
        await().during(Duration.ofMillis(300)).atMost(SOON)
                .until(() -> webhook.ids(org).isEmpty() && elsewhere.ids(org).isEmpty());
        Workers late = otherWorkers(connections, USUAL, new Probe("webhook"));
        late.startAll(new StartupEvent());
        awaitConsumed(late, webhookQueue(bystander));
        assertThat(isConsumed(late, webhookQueue(org))).isFalse();

        JsonNode step = step(org, "webhook");

        assertThat(step.get("outcome").asText()).isEqualTo("DONE");
        assertThat(step.get("messageId").asText()).isEqualTo("first " + org);
        assertThat(step.get("became").asText()).isEqualTo("It is out of its queue, done.");
        assertThat(webhook.ids(org)).containsExactly("first " + org);
        assertThat(elsewhere.ids(org)).isEmpty();
        assertThat(crm.channel().messageCount(webhookQueue(org))).isEqualTo(1);
        assertThat(control("resumeWorker", org, "webhook")).isEqualTo("SUCCESS");
        assertThat(control("resumeWorker", org, "webhook")).isEqualTo("NOOP");
        await().atMost(SOON)
                .until(() -> webhook.ids(org).contains("second " + org) || elsewhere.ids(org).contains("second " + org));
        awaitConsumed(workers, webhookQueue(org));
        awaitConsumed(other, webhookQueue(org));
        assertThat(audited(org)).containsExactly("resume", "step", "pause");
        other.stopAll(new ShutdownEvent());
        late.stopAll(new ShutdownEvent());
        OtherConsumers.disconnect(connections);
    }

    @Test
    void a_step_says_what_became_of_the_message() throws Throwable {
        long org = anOrgWithBackends();
        assertThat(stepFault(org)).isEqualTo("not_paused");
        assertThat(control("pauseWorker", org, "webhook")).isEqualTo("SUCCESS");
        await().atMost(SOON).until(() -> !isConsumed(workers, webhookQueue(org)));
        assertThat(step(org, "webhook").get("outcome").asText()).isEqualTo("NOTHING");
        webhook.behave(message -> Uni.createFrom().item(switch (message.arrival().messageId().split(" ")[0]) {
            case "away" -> new WorkOutcome.Unavailable("no connection", Duration.ofMinutes(10));
            case "fails" -> new WorkOutcome.Failed("it answered 422");
            case "hopeless" -> new WorkOutcome.GivenUp("no use");
            default -> new WorkOutcome.Withheld("action 5: it was deleted");
        }));

        publish(webhookQueue(org), "away " + org);
        assertStep(step(org, "webhook"), "UNAVAILABLE", "no connection", "It is back in its queue.");
        assertThat(crm.next(webhookQueue(org)).getProps().getMessageId()).isEqualTo("away " + org);
        publish(webhookQueue(org), "fails " + org);
        assertStep(step(org, "webhook"), "FAILED", "it answered 422", "It comes back to its queue after the retry delay.");
        await().atMost(SOON).until(() -> crm.channel().messageCount(webhookQueue(org)) == 1);
        assertThat(crm.next(webhookQueue(org)).getProps().getMessageId()).isEqualTo("fails " + org);
        publish(webhookQueue(org), "hopeless " + org);
        assertStep(step(org, "webhook"), "GIVEN_UP", "no use", "It is out of its queue, and parked.");
        assertThat(parked(org)).hasSize(1);
        publish(webhookQueue(org), "erased " + org);
        assertStep(step(org, "webhook"), "WITHHELD", "action 5: it was deleted",
                "It is out of its queue, and nothing was sent.");

        operate("stopOrgPipes", org);
        assertThat(stepFault(org)).isEqualTo("pipes_stopped");
    }

    @Test
    void a_worker_is_also_named_by_a_service_that_it_works_for() throws Throwable {
        long org = anOrgWithBackends();
        long unused = aService(org, ServiceName.WEBHOOK);
        String name = inTransaction(() -> Org.<Org>findById(org)).name;
        long service = inTransaction(() -> Org.<Org>findById(org)).pushBackendId;

        JsonNode refused = Api.ask("mutation ($org: String!, $id: Int) { pauseWorker(orgName: $org, serviceId: $id) }",
                Map.of("org", name, "id", unused));
        JsonNode paused = Api.answer("mutation ($org: String!, $id: Int) { pauseWorker(orgName: $org, serviceId: $id) }",
                Map.of("org", name, "id", service));

        assertThat(refused.at("/errors/0/extensions/code").asText()).isEqualTo("bad_arg");
        assertThat(paused.get("pauseWorker").asText()).isEqualTo("SUCCESS");
        JsonNode shown =
                Api.answer("query ($org: String!) { orgWorkers(orgName: $org) { name queue state pausedBy serviceIds } }",
                        Map.of("org", name)).get("orgWorkers");
        assertThat(shown.toString()).isEqualTo("[{\"name\":\"email.supporter\",\"queue\":\"" + mailQueue(org)
                + "\",\"state\":\"IDLE\",\"pausedBy\":null,\"serviceIds\":[]},{\"name\":\"sqs\",\"queue\":\"" + sqsQueue(org)
                + "\",\"state\":\"RUNNING\",\"pausedBy\":null,\"serviceIds\":[" + (service + 1)
                + "]},{\"name\":\"webhook\",\"queue\":\"" + webhookQueue(org) + "\",\"state\":\"PAUSED\",\"pausedBy\":\""
                + Services.ADMIN + "\",\"serviceIds\":[" + service + "]}]");
    }

    @Test
    void what_an_operator_stopped_rests_on_instances_that_start_later() throws Throwable {
        long org = anOrgWithBackends();
        long bystander = anOrgWithBackends();
        operate("stopOrgPipes", org);
        Probe elsewhere = new Probe("webhook");
        Consumers connections = OtherConsumers.connect(brokerSettings);
        Workers other = otherWorkers(connections, USUAL, elsewhere);
        otherFollower.lead(other);

        other.startAll(new StartupEvent());

        awaitConsumed(other, webhookQueue(bystander));
        assertThat(elsewhere.begun(org)).isZero();
        operate("restartOrgPipes", org);
        awaitConsumed(other, webhookQueue(org));
        assertThat(elsewhere.begun(org)).isEqualTo(1);
        other.stopAll(new ShutdownEvent());
        OtherConsumers.disconnect(connections);
    }

    @Test
    void an_operator_hears_where_there_is_nothing_to_do() throws Throwable {
        long org = anOrg();
        long bystander = anOrg();

        assertThat(pipes("startOrgPipes", org)).isEqualTo("NOOP");
        assertThat(pipes("stopOrgPipes", org)).isEqualTo("SUCCESS");
        assertThat(pipes("stopOrgPipes", org)).isEqualTo("NOOP");
        assertThat(pipes("stopOrgPipes", bystander)).isEqualTo("SUCCESS");
        assertThat(pipes("startOrgPipes", org)).isEqualTo("SUCCESS");
        assertThat(pipes("restartOrgPipes", org)).isEqualTo("SUCCESS");
        assertThat(pipes("stopOrgPipes", org)).isEqualTo("SUCCESS");
        assertThat(pipes("restartOrgPipes", org)).isEqualTo("SUCCESS");
        assertThat(pipes("startOrgPipes", org)).isEqualTo("NOOP");
        assertThat(Api.ask("mutation { stopOrgPipes(orgName: \"nowhere\") }", Map.of()).at("/errors/0/message").asText())
                .isEqualTo("Entity not found");
    }

    @Test
    void parked_messages_go_to_a_queue_where_the_configuration_names_one() throws Throwable {
        long org = anOrgThatNobodyHeardOf();
        String parking = "parking-" + UUID.randomUUID();
        Probe elsewhere = new Probe("webhook");
        elsewhere.behave(message -> Uni.createFrom().item(new WorkOutcome.GivenUp("no use")));
        Consumers connections = OtherConsumers.connect(brokerSettings);
        Workers other = otherWorkers(connections, new Settings(10, 3, 1_000, Duration.ofMinutes(1), Duration.ofMillis(500),
                Optional.of(parking)), elsewhere);
        result(() -> other.refresh(org));

        publish(webhookQueue(org), "hopeless " + org);

        GetResponse parked = crm.next(parking);
        assertThat(parked.getProps().getMessageId()).isEqualTo("hopeless " + org);
        assertThat(new String(parked.getBody(), StandardCharsets.UTF_8)).isEqualTo("{\"id\":\"hopeless " + org + "\"}");
        assertThat(parked.getProps().getHeaders().get("x-parked-queue").toString()).isEqualTo(webhookQueue(org));
        assertThat(parked.getProps().getHeaders().get("x-parked-reason").toString()).isEqualTo("no use");
        assertThat(parked(org)).isEmpty();
        awaitEmpty(webhookQueue(org));
        other.stopAll(new ShutdownEvent());
        OtherConsumers.disconnect(connections);
    }

    @Test
    void the_workers_of_a_thousand_orgs_start_within_a_bounded_time() throws Throwable {
        result(() -> pool.query("""
                with many as (
                  insert into orgs (name, title, inserted_at, updated_at)
                  select 'crowd-' || n, '', now(), now() from generate_series(1, 1000) n returning id),
                backends as (
                  insert into services (name, org_id, inserted_at, updated_at)
                  select name, id, now(), now() from many, (values ('webhook'), ('sqs')) kinds (name) returning id, org_id, name)
                select count(*) from backends""").execute());
        result(() -> pool.query("""
                update orgs o set push_backend_id = push.id, event_backend_id = event.id from services push, services event
                where o.name like 'crowd-%' and push.org_id = o.id and push.name = 'webhook' and event.org_id = o.id
                  and event.name = 'sqs'""").execute());
        result(reconciliation::reconcileAll);
        Consumers connections = OtherConsumers.connect(brokerSettings);
        Workers other = otherWorkers(connections, USUAL, new Probe("webhook"), new Probe("sqs"));

        long began = System.nanoTime();
        result(other::refreshAll);
        long planned = System.nanoTime() - began;
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50)).until(() -> other.consumed().size() >= 2_000);
        long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);

        began = System.nanoTime();
        result(other::refreshAll);
        LOG.infof("1,000 orgs, 2,000 queues: planned in %d ms, consumed after %d ms, compared again in %d ms",
                TimeUnit.NANOSECONDS.toMillis(planned), ms, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        began = System.nanoTime();
        other.stopAll(new ShutdownEvent());
        OtherConsumers.disconnect(connections);
        LOG.infof("stopped in %d ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        result(() -> pool.query("delete from orgs where name like 'crowd-%'").execute());
        assertThat(ms).isLessThan(30_000);
    }

    private Workers otherWorkers(Consumers connections, Settings settings, Probe... probes) {
        return new Workers(List.of(probes), orgs, connections, OtherConsumers.looks(connections),
                new Handling(settings, new Parking(pool, broker, clock, movements, settings), new Withholding(pool), vertx, clock,
                        new Rates(clock), new Troubles(clock), List.of(), Tracing.off()),
                settings);
    }

    private long anOrg() throws Throwable {
        return inTransaction(() -> newOrg(org -> {}));
    }

    private static Uni<Long> newOrg(Consumer<Org> with) {
        Org org = new Org();
        org.name = "org-" + UUID.randomUUID();
        org.title = "Org";
        with.accept(org);
        return org.persist().map(written -> org.id);
    }

    private long aService(long org, ServiceName name) throws Throwable {
        Service service = new Service();
        service.orgId = org;
        service.name = name;
        return inTransaction(() -> service.persist().map(written -> service.id));
    }

    /** Pushes to a webhook, sends its events to SQS; both are consumed when this returns. */
    private long anOrgWithBackends() throws Throwable {
        long org = anOrg();
        long push = aService(org, ServiceName.WEBHOOK);
        long events = aService(org, ServiceName.SQS);
        inTransaction(() -> Org.<Org>findById(org).invoke(found -> {
            found.pushBackendId = push;
            found.eventBackendId = events;
        }));
        awaitConsumed(webhookQueue(org));
        awaitConsumed(sqsQueue(org));
        return org;
    }

    /** Pushes to a webhook; its queues stand, but no instance was told that it is there. */
    private long anOrgThatNobodyHeardOf() throws Throwable {
        RowSet<Row> made = result(() -> pool.query("""
                with one as (
                  insert into orgs (name, title, inserted_at, updated_at)
                  values ('org-' || gen_random_uuid(), 'Org', now(), now()) returning id)
                insert into services (name, org_id, inserted_at, updated_at)
                select 'webhook', id, now(), now() from one returning id, org_id""").execute());
        Row service = made.iterator().next();
        long org = service.getLong("org_id");
        result(() -> pool.preparedQuery("update orgs set push_backend_id = $2 where id = $1")
                .execute(Tuple.of(org, service.getLong("id"))));
        result(() -> reconciliation.reconcile(org));
        return org;
    }

    private void operate(String mutation, long org) throws Throwable {
        assertThat(pipes(mutation, org)).isEqualTo("SUCCESS");
    }

    /** What an operator is answered. */
    private static String pipes(String mutation, long org) throws Throwable {
        String name = inTransaction(() -> Org.<Org>findById(org)).name;
        return Api.answer("mutation ($org: String!) { " + mutation + "(orgName: $org) }", Map.of("org", name)).get(mutation)
                .asText();
    }

    /** What the administrator did to the webhook's worker, the newest first. */
    private static List<String> audited(long org) throws Throwable {
        String name = inTransaction(() -> Org.<Org>findById(org)).name;
        JsonNode deeds = Api.answer("query ($org: String!) { deskAudit(orgName: $org) { by org operation what count } }",
                Map.of("org", name)).get("deskAudit");
        assertThat(deeds).allSatisfy(deed -> {
            assertThat(deed.get("by").asText()).isEqualTo(Services.ADMIN);
            assertThat(deed.get("org").asText()).isEqualTo(name);
            assertThat(deed.get("what").asText()).isEqualTo("{\"worker\":\"webhook\"}");
            assertThat(deed.get("count").asInt()).isEqualTo(1);
        });
        return deeds.findValuesAsText("operation");
    }

    private static String control(String mutation, long org, String worker) throws Throwable {
        String name = inTransaction(() -> Org.<Org>findById(org)).name;
        return Api.answer("mutation ($org: String!, $worker: String) { " + mutation + "(orgName: $org, worker: $worker) }",
                Map.of("org", name, "worker", worker)).get(mutation).asText();
    }

    private static final String STEP = "mutation ($org: String!, $worker: String) { stepWorker(orgName: $org, worker: $worker) "
            + "{ outcome reason became messageId tookMs } }";

    private static JsonNode step(long org, String worker) throws Throwable {
        String name = inTransaction(() -> Org.<Org>findById(org)).name;
        return Api.answer(STEP, Map.of("org", name, "worker", worker)).get("stepWorker");
    }

    private static String stepFault(long org) throws Throwable {
        String name = inTransaction(() -> Org.<Org>findById(org)).name;
        return Api.ask(STEP, Map.of("org", name, "worker", "webhook")).at("/errors/0/extensions/code").asText();
    }

    private static void assertStep(JsonNode step, String outcome, String reason, String became) {
        assertThat(step.get("outcome").asText()).isEqualTo(outcome);
        assertThat(step.get("reason").asText()).isEqualTo(reason);
        assertThat(step.get("became").asText()).isEqualTo(became);
    }

    private static boolean isConsumed(Workers instance, String queue) {
        return instance.consumed().contains(new QueueName(queue));
    }

    private static boolean isAtRest(Workers instance, long org) {
        return instance.consumed().stream().noneMatch(queue -> queue.value().startsWith("wrk." + org + "."));
    }

    private void publish(String queue, String id) throws Exception {
        crm.channel().basicPublish("", queue,
                new AMQP.BasicProperties.Builder().deliveryMode(2).messageId(id).contentType("application/json").build(),
                ("{\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    private List<Row> parked(long org) {
        try {
            RowSet<Row> rows = result(
                    () -> pool.preparedQuery("select * from notify.parked where org_id = $1").execute(Tuple.of(org)));
            List<Row> parked = new ArrayList<>();
            rows.forEach(parked::add);
            return parked;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private List<String> withheld(long org) {
        try {
            RowSet<Row> rows = result(
                    () -> pool.preparedQuery("select * from notify.withheld where org_id = $1").execute(Tuple.of(org)));
            List<String> withheld = new ArrayList<>();
            rows.forEach(row -> withheld.add(row.getString("message_id") + " " + row.getString("reason")));
            return withheld;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void awaitConsumed(String queue) {
        awaitConsumed(workers, queue);
    }

    private static void awaitConsumed(Workers instance, String queue) {
        await().atMost(SOON).until(() -> instance.consumed().contains(new QueueName(queue)));
    }

    /** Nothing waits in it. */
    private void awaitEmpty(String queue) {
        await().atMost(SOON).ignoreExceptions().until(() -> crm.channel().queueDeclarePassive(queue).getMessageCount() == 0);
    }

    private static String webhookQueue(long org) {
        return "wrk." + org + ".webhook";
    }

    private static String sqsQueue(long org) {
        return "wrk." + org + ".sqs";
    }

    private static String mailQueue(long org) {
        return "wrk." + org + ".email.supporter";
    }

    @CanIgnoreReturnValue
    private static <T> T inTransaction(Supplier<Uni<T>> work) throws Throwable {
        return result(() -> Panache.withTransaction(work));
    }

    @CanIgnoreReturnValue
    private static <T> T result(Supplier<Uni<T>> work) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(work);
    }
}
