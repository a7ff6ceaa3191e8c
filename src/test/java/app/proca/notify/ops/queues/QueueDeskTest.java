package app.proca.notify.ops.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.GetResponse;

import app.proca.notify.org.InstanceOrg;
import app.proca.notify.org.Org;
import app.proca.notify.queue.broker.Broker;
import app.proca.notify.queue.broker.Looks;
import app.proca.notify.queue.reconcile.OrgQueuesTable;
import app.proca.notify.queue.topology.TopologySettings;
import app.proca.notify.queue.work.Rates;
import app.proca.notify.testing.Api;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.People;
import app.proca.notify.testing.Services;
import app.proca.notify.user.Permission;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;

/** An org's queues on a real broker, as its owners see them. */
@QuarkusTest
@TestProfile(QueueDeskTest.SlowRetries.class)
@QuarkusTestResource(Services.class)
class QueueDeskTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String QUEUES =
            "query ($org: String!) { orgQueues(orgName: $org) { name purpose worker active exists depth "
                    + "consumers notice oldestAt nextDueAt rate { donePerSecond returnedPerSecond growthPerSecond overSeconds } "
                    + "dueBack { queue messageId reason returns at } } }";
    private static final String MESSAGES = "query ($org: String!, $queue: String!, $limit: Int) { queueMessages(orgName: $org, "
            + "queue: $queue, limit: $limit) { position messageId type sentAt redelivered returns dueBackAt size body masked } }";

    /** What is rejected rests for long enough to be looked at. */
    public static class SlowRetries implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("proca.queues.retry-delay", "10m");
        }
    }

    @Inject
    Pool pool;

    /** As a cluster has it. */
    private static final TopologySettings QUORUM = new TopologySettings() {

        @Override
        public Duration retryDelay() {
            return Duration.ofMinutes(10);
        }

        @Override
        public QueueType type() {
            return QueueType.QUORUM;
        }
    };

    @Inject
    OrgQueuesTable orgs;

    @Inject
    InstanceOrg instance;

    @Inject
    Pauses pauses;

    @Inject
    Looks looks;

    @Inject
    Rates rates;

    @Inject
    Growth growth;

    @Inject
    Broker broker;

    private final Crm crm = new Crm();
    private Org org;

    /** Queues outlive a test's database: ids that no other test's orgs have find none that was declared with another delay. */
    @BeforeEach
    void an_org_has_a_crm() throws Throwable {
        var unused = VertxContextSupport.subscribeAndAwait(
                () -> pool.query("select setval('orgs_id_seq', 1000000 + (random() * 1000000000)::int)").execute());
        crm.connect();
        await().atMost(SOON).until(broker::isConnected);
        String name = Api.addOrg();
        Api.answer("mutation ($org: String!) { updateOrgProcessing(name: $org, customActionDeliver: true) { name } }",
                Map.of("org", name));
        org = VertxContextSupport.subscribeAndAwait(() -> Panache.withSession(() -> Org.<Org>find("name", name).firstResult()));
        await().atMost(SOON).ignoreExceptions().until(() -> crm.channel().messageCount(custom()) == 0);
    }

    @AfterEach
    void disconnect() {
        crm.disconnect();
    }

    @Test
    void a_queue_that_nobody_reads_is_told_plainly_with_its_depth_and_the_age_of_its_head() throws Exception {
        Instant sent = Instant.parse("2026-11-24T08:00:00Z");
        publish("one", sent);
        publish("two", sent.plusSeconds(60));
        await().atMost(SOON).until(() -> crm.channel().messageCount(custom()) == 2);

        JsonNode queue = queue(custom());

        assertThat(queue.get("depth").asInt()).isEqualTo(2);
        assertThat(queue.get("consumers").asInt()).isZero();
        assertThat(queue.get("active").asBoolean() && queue.get("exists").asBoolean()).isTrue();
        assertThat(queue.get("worker").isNull()).isTrue();
        assertThat(queue.get("purpose").asText()).contains("CRM");
        assertThat(queue.get("notice").asText()).isEqualTo("Nobody reads " + custom() + ": 2 messages wait.");
        assertThat(queue.get("oldestAt").asText()).isEqualTo("2026-11-24T08:00:00Z");
        assertThat(queue.at("/rate/growthPerSecond").isNull()).isTrue();
    }

    @Test
    void a_consumer_ends_the_notice_and_growth_is_told_from_the_second_look_on() throws Exception {
        assertThat(queue(custom()).get("notice").asText()).isEqualTo("Nobody reads " + custom() + ": no message waits.");
        publish("one", Instant.now());
        String consumer = crm.channel().basicConsume(custom(), false, (tag, delivery) -> {}, tag -> {});

        await().atMost(SOON).untilAsserted(() -> {
            JsonNode queue = queue(custom());
            assertThat(queue.get("notice").isNull()).isTrue();
            assertThat(queue.get("consumers").asInt()).isEqualTo(1);
            assertThat(queue.at("/rate/growthPerSecond").isNumber()).isTrue();
            assertThat(queue.at("/rate/overSeconds").asInt()).isPositive();
        });
        crm.channel().basicCancel(consumer);
    }

    @Test
    void a_look_leaves_messages_in_their_queue_and_in_their_order() throws Exception {
        for (int i = 1; i <= 5; i++) {
            publish("m" + i, Instant.now());
        }
        await().atMost(SOON).until(() -> crm.channel().messageCount(custom()) == 5);

        JsonNode first = messages(org.name, custom(), 3);
        JsonNode again = messages(org.name, custom(), 10);

        assertThat(first.findValuesAsText("messageId")).containsExactly("m1", "m2", "m3");
        assertThat(first.findValues("position").stream().map(JsonNode::asInt)).containsExactly(1, 2, 3);
        assertThat(again.findValuesAsText("messageId")).containsExactly("m1", "m2", "m3", "m4", "m5");
        assertThat(again.findValues("redelivered").stream().map(JsonNode::asBoolean)).containsExactly(true, true, true, false,
                false);
        assertThat(crm.channel().messageCount(custom())).isEqualTo(5);
        List<String> read = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            read.add(crm.next(custom()).getProps().getMessageId());
        }
        assertThat(read).containsExactly("m1", "m2", "m3", "m4", "m5");
    }

    @Test
    void personal_data_is_hidden_from_owners_who_may_not_export_contacts() throws Exception {
        publish("one", Instant.now());
        String exporter = People.aStaffer(org.name, Permission.ORG_OWNER.mask() | Permission.EXPORT_CONTACTS.mask());
        String other = People.aStaffer(org.name, Permission.ORG_OWNER.mask());
        await().atMost(SOON).until(() -> crm.channel().messageCount(custom()) == 1);

        JsonNode whole = Api.answerAs(exporter, MESSAGES, Map.of("org", org.name, "queue", custom())).at("/queueMessages/0");
        JsonNode masked = Api.answerAs(other, MESSAGES, Map.of("org", org.name, "queue", custom())).at("/queueMessages/0");

        assertThat(whole.get("body").asText()).isEqualTo(BODY);
        assertThat(whole.get("masked").asBoolean()).isFalse();
        assertThat(masked.get("masked").asBoolean()).isTrue();
        assertThat(masked.get("body").asText()).doesNotContain("jan@example.org", "Jan").contains("\"actionId\":7");
        assertThat(masked.get("size").asInt()).isEqualTo(BODY.length());
    }

    @Test
    void what_was_rejected_rests_and_it_is_told_where_it_goes_back_to_and_when() throws Exception {
        publish("refused", Instant.now());
        GetResponse got = await().atMost(SOON).until(() -> crm.channel().basicGet(custom(), false), found -> found != null);
        crm.channel().basicReject(got.getEnvelope().getDeliveryTag(), false);
        String fail = "org." + org.id + ".fail";
        await().atMost(SOON).until(() -> crm.channel().messageCount(fail) == 1);

        JsonNode queue = queue(fail);

        assertThat(queue.get("notice").isNull()).isTrue();
        assertThat(queue.get("dueBack")).hasSize(1);
        JsonNode due = queue.at("/dueBack/0");
        assertThat(due.get("queue").asText()).isEqualTo(custom());
        assertThat(due.get("messageId").asText()).isEqualTo("refused");
        assertThat(due.get("reason").asText()).isEqualTo("rejected");
        assertThat(due.get("returns").asInt()).isEqualTo(1);
        Instant expected = Instant.now().plus(Duration.ofMinutes(10));
        assertThat(Instant.parse(due.get("at").asText())).isCloseTo(expected, within(30, ChronoUnit.SECONDS));
        assertThat(queue.get("nextDueAt")).isEqualTo(due.get("at"));
        assertThat(messages(org.name, fail, 1).at("/0/dueBackAt")).isEqualTo(due.get("at"));
    }

    /** More often than a message may be delivered; only the look that somebody asked for counts. */
    @Test
    void a_quorum_queue_is_not_looked_at_without_being_asked_and_says_so() throws Throwable {
        String queue = "cus." + org.id + ".confirm.action";
        crm.channel().queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum", "x-dead-letter-exchange",
                "org." + org.id + ".fail", "x-dead-letter-routing-key", queue));
        Api.answer("mutation ($org: String!) { updateOrgProcessing(name: $org, customActionConfirm: true) { name } }",
                Map.of("org", org.name));
        crm.channel().basicPublish("", queue, new AMQP.BasicProperties.Builder().messageId("one").deliveryMode(2)
                .timestamp(new Date()).build(), BODY.getBytes(StandardCharsets.UTF_8));
        await().atMost(SOON).until(() -> crm.channel().messageCount(queue) == 1);
        QueueDesk desk = new QueueDesk(orgs, instance, pauses, looks, new Heads(looks, QUORUM, Clock.systemUTC()), rates, growth,
                QUORUM);

        for (int i = 0; i < 25; i++) {
            OrgQueueView view = view(desk, queue);
            assertThat(view.getDepth()).isEqualTo(1);
            assertThat(view.isLooksCount()).isTrue();
            assertThat(view.getOldestAt()).isNull();
        }
        assertThat(messages(org.name, queue, 1).at("/0/messageId").asText()).isEqualTo("one");

        assertThat(crm.next(queue).getProps().getHeaders()).containsEntry("x-delivery-count", 1L);
        assertThat(Api.answer("query ($org: String!) { orgQueues(orgName: $org) { looksCount } }", Map.of("org", org.name))
                .at("/orgQueues/0/looksCount").asBoolean()).isFalse();
    }

    private OrgQueueView view(QueueDesk desk, String name) throws Throwable {
        QueueStanding found = VertxContextSupport.subscribeAndAwait(() -> desk.queues(org)).stream()
                .filter(standing -> standing.queue().name().value().equals(name)).findFirst().orElseThrow();
        return new OrgQueueView(found, Instant.now(), QUORUM);
    }

    @Test
    void queues_of_others_are_not_shown() {
        Map<String, Object> variables = Map.of("org", Api.addOrg(), "queue", custom());

        assertThat(Api.ask(MESSAGES, variables).at("/errors/0/extensions/code").asText()).isEqualTo("not_found");
        assertThat(Api.ask(MESSAGES, Map.of("org", org.name, "queue", "system.deliver")).at("/errors/0/extensions/code").asText())
                .isEqualTo("not_found");
        assertThat(Api.answer(QUEUES, Map.of("org", org.name)).get("orgQueues").findValuesAsText("name"))
                .doesNotContain("system.deliver");
    }

    @Test
    void without_a_broker_the_question_is_refused_within_its_limit_and_answered_again_later() throws Exception {
        Services.rabbit().down();

        JsonNode away = Api.ask(QUEUES, Map.of("org", org.name));
        Services.rabbit().up();
        crm.connect();

        assertThat(away.at("/errors/0/extensions/code").asText()).isEqualTo("broker_unavailable");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Api.ask(QUEUES, Map.of("org", org.name)).at("/data/orgQueues/0/exists").asBoolean());
    }

    private static final String BODY = "{\"schema\":\"proca:action:2\",\"actionId\":7,\"contact\":{\"email\":\"jan@example.org\","
            + "\"firstName\":\"Jan\"}}";

    private String custom() {
        return "cus." + org.id + ".deliver";
    }

    private JsonNode queue(String name) {
        for (JsonNode queue : Api.answer(QUEUES, Map.of("org", org.name)).get("orgQueues")) {
            if (queue.get("name").asText().equals(name)) {
                return queue;
            }
        }
        throw new AssertionError("no queue " + name);
    }

    private static JsonNode messages(String org, String queue, int limit) {
        return Api.answer(MESSAGES, Map.of("org", org, "queue", queue, "limit", limit)).get("queueMessages");
    }

    private void publish(String id, Instant sentAt) throws Exception {
        crm.channel().basicPublish("org." + org.id + ".deliver", "petition.bees", new AMQP.BasicProperties.Builder()
                .deliveryMode(2).messageId(id).contentType("application/json").timestamp(Date.from(sentAt)).build(),
                BODY.getBytes(StandardCharsets.UTF_8));
    }
}
