package app.proca.notify.queue.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;

import app.proca.notify.outbox.Outcome;
import app.proca.notify.queue.broker.Broker;
import app.proca.notify.queue.broker.Publication;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;

/** What stands on a real broker after reconciling. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class ReconciliationTest {

    private static final Logger LOG = Logger.getLogger(ReconciliationTest.class);
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Pool pool;

    @Inject
    Broker broker;

    @Inject
    Reconciliation reconciliation;

    private final Crm crm = new Crm();

    @BeforeEach
    void connect() throws Exception {
        crm.connect();
        await().atMost(SOON).until(broker::isConnected);
    }

    @AfterEach
    void disconnect() {
        crm.disconnect();
    }

    @Test
    void a_rejected_message_comes_back_to_its_queue_and_to_no_other() throws Throwable {
        long org = anOrgThatDoesEverything();
        restShortly(org);
        reconcile(org);
        crm.channel().basicPublish("", "cus." + org + ".deliver", MessageProperties.PERSISTENT_TEXT_PLAIN,
                "again".getBytes(StandardCharsets.UTF_8));
        GetResponse first = crm.channel().basicGet("cus." + org + ".deliver", false);

        crm.channel().basicReject(first.getEnvelope().getDeliveryTag(), false);

        GetResponse again = await().atMost(SOON).until(() -> crm.channel().basicGet("cus." + org + ".deliver", true),
                java.util.Objects::nonNull);
        assertThat(again.getBody()).isEqualTo(first.getBody());
        for (String other : List.of("cus." + org + ".confirm.supporter", "cus." + org + ".confirm.action", "wrk." + org + ".sqs",
                "wrk." + org + ".webhook", "wrk." + org + ".email.supporter", "org." + org + ".fail")) {
            assertThat(crm.channel().queueDeclarePassive(other).getMessageCount()).as(other).isZero();
        }
    }

    @Test
    void every_stage_reaches_every_queue_that_is_bound_to_it() throws Throwable {
        long org = anOrgThatDoesEverything();
        reconcile(org);

        Map<String, Set<String>> reached = Map.of(
                "confirm.supporter", reached(org, "confirm.supporter"),
                "confirm.action", reached(org, "confirm.action"),
                "deliver", reached(org, "deliver"),
                "event", reached(org, "event"));

        assertThat(reached).isEqualTo(Map.of(
                "confirm.supporter", Set.of("wrk.N.email.supporter", "cus.N.confirm.supporter"),
                "confirm.action", Set.of("cus.N.confirm.action"),
                "deliver", Set.of("wrk.N.email.supporter", "wrk.N.sqs", "cus.N.deliver"),
                "event", Set.of("wrk.N.webhook", "cus.N.deliver")));
    }

    @Test
    void an_exchange_that_somebody_deleted_comes_back() throws Throwable {
        long org = anOrgThatDoesEverything();
        reconcile(org);
        crm.channel().exchangeDelete("org." + org + ".event");

        Outcome first = publish("org." + org + ".event");

        assertThat(first).isInstanceOf(Outcome.Failed.class);
        await().atMost(SOON).until(() -> publish("org." + org + ".event") instanceof Outcome.Delivered);
    }

    @Test
    void queues_of_an_existing_proca_are_taken_as_they_are_and_the_rest_is_declared_beside_them() throws Throwable {
        long org = anOrgThatDoesEverything();
        crm.channel().queueDeclare("org." + org + ".fail", true, false, false,
                Map.of("x-dead-letter-exchange", "org." + org + ".retry"));
        crm.channel().queueDeclare("cus." + org + ".deliver", true, false, false,
                Map.of("x-dead-letter-exchange", "org." + org + ".fail",
                        "x-dead-letter-routing-key", "cus." + org + ".deliver"));

        Outcome outcome = reconcile(org);

        assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
        assertThat(reached(org, "event")).contains("cus.N.deliver", "wrk.N.webhook");
    }

    @Test
    void a_binding_that_proca_left_behind_goes_when_the_feature_is_off() throws Throwable {
        long org = insert(
                "insert into orgs (name, title, inserted_at, updated_at) values (gen_random_uuid()::text, '', now(), now()) returning id");
        reconcile(org);
        crm.channel().queueDeclare("cus." + org + ".deliver", true, false, false, null);
        crm.channel().queueBind("cus." + org + ".deliver", "org." + org + ".event", "#");

        reconcile(org);

        assertThat(publish("org." + org + ".event")).isInstanceOf(Outcome.Unrouted.class);
    }

    @Test
    void the_queues_of_a_thousand_orgs_stand_within_a_bounded_time() throws Throwable {
        result(() -> pool.query("""
                insert into orgs (name, title, inserted_at, updated_at, custom_action_deliver, custom_event_deliver)
                select 'many-' || n, '', now(), now(), true, n % 2 = 0 from generate_series(1, 1000) n
                """).execute());
        long began = System.nanoTime();

        Outcome outcome = result(reconciliation::reconcileAll);

        long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        LOG.infof("1,000 orgs declared in %d ms", ms);
        began = System.nanoTime();
        result(reconciliation::reconcileAll);
        LOG.infof("1,000 orgs declared again in %d ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
        assertThat(ms).isLessThan(60_000);
        result(() -> pool.query("delete from orgs where name like 'many-%'").execute());
    }

    /** What stands already is taken as it is. */
    private void restShortly(long org) throws Exception {
        crm.channel().queueDeclare("org." + org + ".fail", true, false, false,
                Map.of("x-dead-letter-exchange", "org." + org + ".retry", "x-message-ttl", 200));
    }

    /** Which of the org's queues a message to that exchange comes into, with N for the org's id. */
    private Set<String> reached(long org, String exchange) throws Exception {
        crm.channel().basicPublish("org." + org + "." + exchange, "petition.test", MessageProperties.PERSISTENT_TEXT_PLAIN,
                new byte[0]);
        List<String> queues = new ArrayList<>();
        for (String queue : List.of("cus.N.deliver", "cus.N.confirm.supporter", "cus.N.confirm.action", "wrk.N.sqs",
                "wrk.N.webhook",
                "wrk.N.email.supporter")) {
            // an answer to a get comes behind what was published before it on the same channel
            if (crm.channel().basicGet(queue.replace("N", Long.toString(org)), true) != null) {
                queues.add(queue);
            }
        }
        return new HashSet<>(queues);
    }

    @CanIgnoreReturnValue
    private Outcome reconcile(long org) throws Throwable {
        return result(() -> reconciliation.reconcile(org));
    }

    private Outcome publish(String exchange) {
        try {
            return result(() -> broker.publish(new Publication(exchange, "test.test", "id", "test", java.time.Instant.EPOCH,
                    "{}".getBytes(StandardCharsets.UTF_8))));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private long anOrgThatDoesEverything() throws Throwable {
        long org = insert("""
                insert into orgs (name, title, inserted_at, updated_at, supporter_confirm, custom_supporter_confirm, custom_action_confirm,
                  custom_action_deliver, custom_event_deliver)
                values (gen_random_uuid()::text, '', now(), now(), true, true, true, true, true) returning id""");
        long mail = service(org, "ses");
        long sqs = service(org, "sqs");
        long webhook = service(org, "webhook");
        result(() -> pool.query("update orgs set email_backend_id = %d, push_backend_id = %d, event_backend_id = %d where id = %d"
                .formatted(mail, sqs, webhook, org)).execute());
        return org;
    }

    private long service(long org, String name) throws Throwable {
        return insert("insert into services (name, org_id, inserted_at, updated_at) values ('%s', %d, now(), now()) returning id"
                .formatted(name, org));
    }

    private long insert(String sql) throws Throwable {
        RowSet<Row> rows = result(() -> pool.query(sql).execute());
        return rows.iterator().next().getLong(0);
    }

    @CanIgnoreReturnValue
    private static <T> T result(java.util.function.Supplier<Uni<T>> work) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(work);
    }
}
