package app.proca.notify.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.rabbitmq.client.AMQP;

import app.proca.notify.action.Action;
import app.proca.notify.org.Org;
import app.proca.notify.org.ServiceName;
import app.proca.notify.queue.broker.Broker;
import app.proca.notify.queue.topology.QueueName;
import app.proca.notify.queue.work.Workers;
import app.proca.notify.supporter.Contact;
import app.proca.notify.testing.Api;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.DeliveryBackends;
import app.proca.notify.testing.Services;
import app.proca.notify.testing.SignedActions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** From an org's exchange to its queue of SQS, through a real broker to a server that speaks as SQS does. */
@QuarkusTest
@TestProfile(DeliveryBackends.class)
@QuarkusTestResource(Services.class)
class SqsDeliveryTest {

    private static final Duration SOON = Duration.ofSeconds(40);

    @Inject
    Workers workers;

    @Inject
    Broker broker;

    @Inject
    Pool pool;

    @Inject
    SqsSettings settings;

    private final Crm crm = new Crm();
    private final String name = "proca-" + UUID.randomUUID();
    private final List<Message> received = new ArrayList<>();
    private SqsAsyncClient client;

    @BeforeEach
    void connect() throws Throwable {
        VertxContextSupport.subscribeAndAwait(
                () -> pool.query("select setval('orgs_id_seq', 1000000 + (random() * 1000000000)::int)").execute());
        URI endpoint = settings.endpoint().orElseThrow();
        client = SqsAsyncClient.builder().region(Region.EU_WEST_1).endpointOverride(endpoint)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"))).build();
        crm.connect();
        await().atMost(SOON).until(broker::isConnected);
    }

    @AfterEach
    void disconnect() {
        crm.disconnect();
        client.close();
    }

    @Test
    void messages_arrive_whole_with_the_attributes_of_proca_and_leave_the_queue() throws Exception {
        create();
        Org org = anOrg(name);
        Action action = SignedActions.aDeliveredAction(org);
        List<String> bodies = IntStream.range(0, 25).mapToObj(i -> body(action, "n" + i)).toList();

        for (String body : bodies) {
            publish(org, "id of " + body.length(), body);
        }

        await().atMost(SOON).until(() -> receive() == 25);
        assertThat(received.stream().map(Message::body)).containsExactlyInAnyOrderElementsOf(bodies);
        assertThat(received).allSatisfy(message -> {
            assertThat(attribute(message, "Schema")).isEqualTo("proca:action:2");
            assertThat(attribute(message, "Stage")).isEqualTo("deliver");
            assertThat(attribute(message, "CampaignName")).isEqualTo("bees");
            assertThat(attribute(message, "ActionType")).isEqualTo("petition");
            assertThat(attribute(message, "MessageId")).startsWith("id of");
        });
        awaitEmpty(org);
    }

    @Test
    void a_test_puts_a_sample_into_the_queue_or_says_why_not() throws Exception {
        create();
        Org org = anOrg(name);
        Org nowhere = anOrg("proca-nowhere-" + UUID.randomUUID());

        JsonNode taken = test(org);
        JsonNode refused = test(nowhere);

        assertThat(taken.get("accepted").asBoolean()).isTrue();
        assertThat(taken.get("sentTo").asText()).isEqualTo(name);
        await().atMost(SOON).until(() -> receive() == 1);
        assertThat(received.get(0).body()).contains("\"eventType\":\"service_test\"", "\"testing\":true");
        assertThat(attribute(received.get(0), "Schema")).isEqualTo("proca:event:2");
        assertThat(refused.get("accepted").asBoolean()).isFalse();
        assertThat(refused.get("error").asText()).startsWith("SQS cannot be asked: ");
    }

    @Test
    void a_queue_may_be_named_by_its_url() throws Exception {
        Org org = anOrg(create());
        Action action = SignedActions.aDeliveredAction(org);

        publish(org, "one", body(action, "x"));

        await().atMost(SOON).until(() -> receive() == 1);
    }

    @Test
    void messages_wait_for_a_queue_that_is_not_there_yet() throws Exception {
        Org org = anOrg(name);
        Action action = SignedActions.aDeliveredAction(org);
        publish(org, "waits", body(action, "x"));
        await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> parked(org) == 0);

        create();

        await().atMost(SOON).until(() -> receive() == 1);
        awaitEmpty(org);
    }

    @Test
    void a_message_that_is_refused_comes_back_alone_and_is_parked() throws Exception {
        create();
        Org org = anOrg(name);
        Action action = SignedActions.aDeliveredAction(org);

        publish(org, "too large", body(action, "x".repeat(2_000_000)));
        publish(org, "good", body(action, "y"));

        await().atMost(SOON).until(() -> parked(org) == 1);
        await().atMost(SOON).until(() -> receive() == 1);
        assertThat(attribute(received.get(0), "MessageId")).isEqualTo("good");
        awaitEmpty(org);
    }

    @Test
    void a_queue_that_cannot_be_written_to_does_not_hold_up_the_other_one_of_the_org() throws Exception {
        create();
        Org org = anOrg(name);
        long events = SignedActions.anotherService(org, ServiceName.SQS, service -> service.host = "nowhere");
        SignedActions.inTransaction(() -> Org.<Org>findById(org.id).invoke(found -> found.eventBackendId = events));
        Action action = SignedActions.aDeliveredAction(org);

        for (int i = 0; i < 15; i++) {
            publish("", "wrk." + org.id + ".sqs", "event-" + i, "{\"schema\":\"proca:event:2\"}");
        }
        publish("", "wrk." + org.id + ".sqs", "action", body(action, "x"));

        await().atMost(SOON).until(() -> receive() == 1);
        assertThat(attribute(received.get(0), "MessageId")).isEqualTo("action");
        assertThat(parked(org)).isZero();
    }

    @Test
    void the_erased_are_not_told_of() throws Exception {
        create();
        Org org = anOrg(name);
        Action action = SignedActions.aDeliveredAction(org);
        Action erased = SignedActions.aDeliveredAction(org);
        SignedActions.inTransaction(() -> Contact.delete("supporterId", erased.supporterId));

        publish(org, "erased", body(erased, "x"));
        publish(org, "other", body(action, "y"));

        await().atMost(SOON).until(() -> receive() == 1);
        assertThat(attribute(received.get(0), "MessageId")).isEqualTo("other");
        awaitEmpty(org);
    }

    private static JsonNode test(Org org) {
        return Api.answer("mutation ($org: String!) { testService(orgName: $org, name: SQS) { accepted error sentTo } }",
                Map.of("org", org.name)).get("testService");
    }

    @CanIgnoreReturnValue
    private String create() throws ExecutionException, InterruptedException {
        return client.createQueue(request -> request.queueName(name)).get().queueUrl();
    }

    private Org anOrg(String path) {
        Org org = SignedActions.anOrg(ServiceName.SQS, true, false, service -> {
            service.host = "eu-west-1";
            service.path = path;
            service.user = "key";
            service.password = "secret";
        });
        await().atMost(SOON).until(() -> workers.consumed().contains(QueueName.worker(org.id, "sqs")));
        return org;
    }

    private static String body(Action action, String title) {
        return "{\"action\":{\"actionType\":\"petition\"},\"actionId\":" + action.id
                + ",\"campaign\":{\"name\":\"bees\",\"title\":\""
                + title + "ż\"},\"schema\":\"proca:action:2\",\"stage\":\"deliver\"}";
    }

    private void publish(Org org, String id, String body) throws Exception {
        publish("org." + org.id + ".deliver", "petition.bees", id, body);
    }

    private void publish(String exchange, String key, String id, String body) throws Exception {
        crm.channel().basicPublish(exchange, key,
                new AMQP.BasicProperties.Builder().deliveryMode(2).messageId(id).contentType("application/json").build(),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** @return how many were received so far */
    private int receive() throws ExecutionException, InterruptedException {
        String url = client.getQueueUrl(request -> request.queueName(name)).get().queueUrl();
        client.receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(10).messageAttributeNames("All")
                .visibilityTimeout(600)).get().messages().forEach(received::add);
        return received.size();
    }

    private static String attribute(Message message, String attribute) {
        return message.messageAttributes().get(attribute).stringValue();
    }

    private long parked(Org org) {
        try {
            return VertxContextSupport.subscribeAndAwait(
                    () -> pool.preparedQuery("select count(*) from notify.parked where org_id = $1").execute(Tuple.of(org.id))
                            .map(rows -> rows.iterator().next().getLong(0)));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void awaitEmpty(Org org) {
        for (String queue : List.of("wrk." + org.id + ".sqs", "org." + org.id + ".fail")) {
            await().atMost(SOON).ignoreExceptions().until(() -> crm.channel().messageCount(queue) == 0);
        }
    }
}
