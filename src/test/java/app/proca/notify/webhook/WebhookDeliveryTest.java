package app.proca.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.rabbitmq.client.AMQP;

import app.proca.notify.action.Action;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.org.Org;
import app.proca.notify.org.Service;
import app.proca.notify.org.ServiceName;
import app.proca.notify.queue.broker.Broker;
import app.proca.notify.queue.topology.QueueName;
import app.proca.notify.queue.work.Workers;
import app.proca.notify.supporter.Contact;
import app.proca.notify.supporter.ContactRef;
import app.proca.notify.supporter.ProcessingStatus;
import app.proca.notify.supporter.Supporter;
import app.proca.notify.testing.Api;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.DeliveryBackends;
import app.proca.notify.testing.Services;
import app.proca.notify.testing.SignedActions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** From an org's exchange to its webhook, through a real broker to a real server. */
@QuarkusTest
@TestProfile(DeliveryBackends.class)
@QuarkusTestResource(Services.class)
class WebhookDeliveryTest {

    private static final Duration SOON = Duration.ofSeconds(40);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Workers workers;

    @Inject
    Webhooks webhooks;

    @Inject
    Broker broker;

    @Inject
    Pool pool;

    @Inject
    Vertx vertx;

    private final Crm crm = new Crm();
    private Receiver receiver;

    /** Queues outlive a test's database: ids that no other test's orgs have find none that was declared with another delay. */
    @BeforeEach
    void connect() throws Throwable {
        var unused = VertxContextSupport.subscribeAndAwait(
                () -> pool.query("select setval('orgs_id_seq', 1000000 + (random() * 1000000000)::int)").execute());
        receiver = Receiver.listen(vertx);
        crm.connect();
        await().atMost(SOON).until(broker::isConnected);
    }

    @AfterEach
    void disconnect() {
        crm.disconnect();
        receiver.close();
    }

    @Test
    void an_event_is_posted_as_proca_does() throws Throwable {
        JsonNode sample = sample("webhook/push-action.json");
        Org org = anOrg(false, true, service -> {
            service.user = "u";
            service.password = "p";
        });
        Campaign campaign = SignedActions.aCampaign(org);

        SignedActions.inTransaction(() -> Campaign.<Campaign>findById(campaign.id).invoke(found -> found.title = "Hook camp"));

        Receiver.Posted posted = next();
        assertThat(posted.method()).isEqualTo(sample.get("method").asText());
        assertThat(posted.uri()).isEqualTo(sample.get("path").asText());
        assertThat(posted.headers().get("Authorization")).isEqualTo("Basic dTpw");
        assertThat(posted.headers().getAll("Content-Type")).containsExactly("application/json");
        assertThat(posted.headers().get("Accept")).isEqualTo("application/json");
        assertThat(posted.headers().get("webhook-id")).matches("[0-9a-f-]{36}");
        assertThat(posted.headers().get("webhook-timestamp")).matches("\\d{10}");
        assertThat(posted.headers().contains("webhook-signature")).isFalse();
        ObjectNode body = (ObjectNode) JSON.readTree(posted.body().getBytes());
        assertThat(body.get("campaignId").asLong()).isEqualTo(campaign.id);
        assertThat(body.at("/campaign/id").asLong()).isEqualTo(campaign.id);
        assertThat(body.at("/campaign/name").asText()).isEqualTo(campaign.name);
        assertThat(body.get("orgId").asLong()).isEqualTo(org.id);
        assertThat(body.at("/campaign/org/name").asText()).isEqualTo(org.name);
        body.put("campaignId", 3).put("orgId", 5).put("timestamp", "2026-11-23T23:52:26Z");
        ((ObjectNode) body.get("campaign")).put("id", 3).put("name", "hookcamp");
        ((ObjectNode) body.at("/campaign/org")).put("name", "hookorg");
        assertThat(JSON.writeValueAsString(body)).isEqualTo(sample.get("body").asText());
    }

    @Test
    void an_action_is_posted_as_it_came_to_the_url_that_it_fills_in() throws Throwable {
        Org org = anOrg(true, false, service -> {
            service.host = receiver.url() + "/{{stage}}/{{actionId}}";
            service.password = "Bearer 123";
        });
        Action action = SignedActions.aDeliveredAction(org);
        String body = body(action);

        publish(org, "id-1", body);

        Receiver.Posted posted = next();
        assertThat(posted.uri()).isEqualTo("/deliver/" + action.id);
        assertThat(posted.headers().get("Authorization")).isEqualTo("Bearer 123");
        assertThat(posted.headers().get("webhook-id")).isEqualTo("id-1");
        assertThat(posted.body().toString()).isEqualTo(body);
        awaitEmpty(org);
    }

    @Test
    void calls_are_signed_with_the_secret_that_was_generated_and_for_a_while_with_the_one_before() throws Throwable {
        Org org = anOrg(true, false, service -> {});
        Action action = SignedActions.aDeliveredAction(org);
        String first = newSecret(org);
        publish(org, "id-1", body(action));
        Receiver.Posted once = next();
        String second = newSecret(org);

        publish(org, "id-2", body(action));

        await().atMost(SOON).until(() -> receiver.posted().size() == 2);
        Receiver.Posted twice = receiver.posted().get(1);
        assertThat(once.headers().get("webhook-signature")).startsWith("v1,").doesNotContain(" ");
        assertVerified(once, first);
        assertThat(twice.headers().get("webhook-signature").split(" ")).hasSize(2);
        assertVerified(twice, first);
        assertVerified(twice, second);
        assertThat(service(org).at("/webhook/signed").asBoolean()).isTrue();
        await().atMost(SOON).until(() -> expired(org, first));
        publish(org, "id-3", body(action));
        await().atMost(SOON).until(() -> receiver.posted().size() == 3);
        assertThat(receiver.posted().get(2).headers().get("webhook-signature")).doesNotContain(" ");
        assertVerified(receiver.posted().get(2), second);
    }

    @Test
    void a_test_calls_the_webhook_signed_and_shows_the_answer() throws Throwable {
        Org org = anOrg(true, false, service -> service.host = receiver.url() + "/{{eventType}}");
        String secret = newSecret(org);
        receiver.answer(request -> {
            var unused = request.response().setStatusCode(202).end("Thank you. " + "x".repeat(5_000));
        });

        JsonNode test = test(org);

        assertThat(test.get("accepted").asBoolean()).isTrue();
        assertThat(test.get("status").asInt()).isEqualTo(202);
        assertThat(test.get("answer").asText()).startsWith("Thank you. xxx").hasSize(1_000);
        assertThat(test.get("error").isNull()).isTrue();
        assertThat(test.get("sentTo").asText()).isEqualTo("127.0.0.1");
        assertThat(test.get("serviceId").asLong()).isEqualTo(org.pushBackendId);
        assertThat(receiver.posted()).singleElement().satisfies(posted -> {
            assertThat(posted.uri()).isEqualTo("/service_test");
            assertVerified(posted, secret);
            assertThat(JSON.readTree(posted.body().getBytes()).at("/org/name").asText()).isEqualTo(org.name);
        });
    }

    @Test
    void a_test_says_what_is_wrong_as_the_worker_would_and_changes_nothing() throws Throwable {
        Org refused = anOrg(true, false, service -> service.host = "http://127.0.0.2:" + receiver.port() + "/");
        Org gone = anOrg(true, false, service -> {});
        receiver.answer(Receiver.status(410));

        JsonNode outside = test(refused);
        JsonNode answered = test(gone);

        assertThat(outside.get("accepted").asBoolean()).isFalse();
        assertThat(outside.get("error").asText()).isEqualTo("the address of 127.0.0.2 is not a public one");
        assertThat(outside.get("status").isNull()).isTrue();
        assertThat(answered.get("status").asInt()).isEqualTo(410);
        assertThat(answered.get("error").asText()).isEqualTo("it answered 410");
        assertThat(webhook(gone).gone()).isNull();
    }

    @Test
    void an_org_has_one_test_at_a_time() throws Throwable {
        Org org = anOrg(true, false, service -> {});
        CompletableFuture<HttpServerRequest> held = new CompletableFuture<>();
        receiver.answer(held::complete);
        CompletableFuture<JsonNode> first = CompletableFuture.supplyAsync(() -> test(org));
        HttpServerRequest request = held.get(20, TimeUnit.SECONDS);

        JsonNode second = Api.ask(TEST, Map.of("org", org.name, "id", org.pushBackendId));
        var unused = request.response().end();

        assertThat(second.at("/errors/0/extensions/code").asText()).isEqualTo("busy");
        assertThat(first.get(20, TimeUnit.SECONDS).get("accepted").asBoolean()).isTrue();
        receiver.answer(Receiver.status(200));
        assertThat(test(org).get("accepted").asBoolean()).isTrue();
    }

    @Test
    void what_the_webhook_refuses_comes_back_and_is_parked_while_others_pass() throws Throwable {
        Org org = anOrg(true, false, service -> {});
        Action action = SignedActions.aDeliveredAction(org);
        receiver.answer(request -> answer("poison".equals(request.getHeader("webhook-id")) ? 422 : 200, request));

        publish(org, "poison", body(action));
        for (int i = 0; i < 5; i++) {
            publish(org, "good-" + i, body(action));
        }

        await().atMost(SOON).until(() -> parked(org).size() == 1);
        assertThat(parked(org).get(0).getString("reason")).isEqualTo("it answered 422");
        assertThat(parked(org).get(0).getInteger("returns")).isEqualTo(3);
        assertThat(ids()).filteredOn("poison"::equals).hasSize(4);
        assertThat(ids()).contains("good-0", "good-1", "good-2", "good-3", "good-4");
        awaitEmpty(org);
    }

    @Test
    void while_the_webhook_fails_altogether_its_messages_wait_and_none_is_parked() throws Throwable {
        Org org = anOrg(true, false, service -> {});
        Action action = SignedActions.aDeliveredAction(org);
        receiver.answer(Receiver.status(500));

        publish(org, "waits", body(action));

        await().atMost(SOON).until(() -> receiver.posted().size() >= 5);
        receiver.answer(Receiver.status(200));
        awaitEmpty(org);
        int calls = receiver.posted().size();
        assertThat(ids()).containsOnly("waits");
        assertThat(parked(org)).isEmpty();
        await().during(Duration.ofMillis(500)).atMost(SOON).until(() -> receiver.posted().size() == calls);
    }

    @Test
    void what_a_webhook_always_stumbles_over_is_parked_once_others_show_that_it_works() throws Throwable {
        Org org = anOrg(true, false, service -> {});
        Action action = SignedActions.aDeliveredAction(org);
        receiver.answer(request -> answer(request.getHeader("webhook-id").startsWith("poison") ? 500 : 200, request));

        for (int i = 0; i < 11; i++) {
            publish(org, "poison-" + i, body(action));
        }
        publish(org, "good", body(action));

        await().atMost(SOON).until(() -> ids().contains("good"));
        AtomicInteger goods = new AtomicInteger();
        await().atMost(SOON).pollInterval(Duration.ofMillis(200)).until(() -> {
            publish(org, "good-" + goods.incrementAndGet(), body(action));
            return !parked(org).isEmpty();
        });
        assertThat(parked(org)).allSatisfy(row -> {
            assertThat(row.getString("message_id")).startsWith("poison");
            assertThat(row.getString("reason")).isEqualTo("it answered 500");
            assertThat(row.getInteger("returns")).isGreaterThanOrEqualTo(3);
        });
    }

    @Test
    void a_webhook_that_asks_to_be_left_alone_is() throws Throwable {
        Org org = anOrg(true, false, service -> {});
        Action action = SignedActions.aDeliveredAction(org);
        AtomicInteger calls = new AtomicInteger();
        receiver.answer(request -> {
            if (calls.incrementAndGet() == 1) {
                Receiver.status(429, "Retry-After", "3").accept(request);
            } else {
                answer(200, request);
            }
        });

        long began = System.nanoTime();
        publish(org, "patient", body(action));

        await().atMost(SOON).until(() -> calls.get() == 2);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofMillis(2900), Duration.ofSeconds(15));
        awaitEmpty(org);
    }

    @Test
    void a_webhook_that_is_gone_is_not_called_until_its_service_is_updated() throws Throwable {
        Org org = anOrg(true, false, service -> {});
        Action action = SignedActions.aDeliveredAction(org);
        receiver.answer(Receiver.status(410));

        publish(org, "first", body(action));
        await().atMost(SOON).until(() -> !service(org).at("/webhook/disabledAt").isNull());
        publish(org, "second", body(action));

        assertThat(service(org).at("/webhook/disabledReason").asText()).isEqualTo("it answered 410");
        await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> ids().equals(List.of("first")));
        receiver.answer(Receiver.status(200));
        Api.answer("mutation ($org: String!, $id: Int!) { upsertService(orgName: $org, id: $id, input: {name: WEBHOOK}) { id } }",
                Map.of("org", org.name, "id", org.pushBackendId));
        await().atMost(SOON).until(() -> Set.copyOf(ids()).containsAll(Set.of("first", "second")));
        awaitEmpty(org);
        assertThat(service(org).at("/webhook/disabledAt").isNull()).isTrue();
        assertThat(parked(org)).isEmpty();
    }

    @Test
    void an_answer_of_where_the_webhook_was_does_not_disable_it_where_it_is() throws Throwable {
        Org org = anOrg(true, false, service -> {});
        Webhook old = webhook(org);
        Api.answer("mutation ($org: String!, $id: Int!, $host: String!) { upsertService(orgName: $org, id: $id, "
                + "input: {name: WEBHOOK, host: $host}) { id } }",
                Map.of("org", org.name, "id", org.pushBackendId, "host", receiver.url() + "/new"));

        assertThat(VertxContextSupport.subscribeAndAwait(() -> webhooks.disable(old, "it answered 410"))).isFalse();
        assertThat(webhook(org).gone()).isNull();
        Webhook moved = webhook(org);
        assertThat(VertxContextSupport.subscribeAndAwait(() -> webhooks.disable(moved, "it answered 410"))).isTrue();
        assertThat(webhook(org).gone()).isEqualTo("it answered 410");
    }

    @Test
    void a_webhook_that_cannot_be_called_does_not_hold_up_the_other_one_of_the_org() throws Throwable {
        Org org = anOrg(true, false, service -> {});
        long events =
                SignedActions.anotherService(org, ServiceName.WEBHOOK, service -> service.host = receiver.url() + "/events");
        SignedActions.inTransaction(() -> Org.<Org>findById(org.id).invoke(found -> found.eventBackendId = events));
        rows("insert into notify.webhook_disabled (service_id, reason, disabled_at) values ($1, 'it answered 410', now())",
                Tuple.of(events));
        Action action = SignedActions.aDeliveredAction(org);

        for (int i = 0; i < 15; i++) {
            publishTo(org, "event-" + i, "{\"schema\":\"proca:event:2\"}");
        }
        publishTo(org, "action", body(action));

        await().atMost(SOON).until(() -> ids().contains("action"));
        assertThat(ids()).containsOnly("action");
        rows("delete from notify.webhook_disabled where service_id = $1", Tuple.of(events));
        await().atMost(SOON).until(() -> Set.copyOf(ids()).size() == 16);
        awaitEmpty(org);
        assertThat(parked(org)).isEmpty();
    }

    @Test
    void a_message_whose_acknowledgement_is_lost_is_posted_again_with_the_same_id() throws Throwable {
        Org org = anOrg(true, false, service -> {});
        Action action = SignedActions.aDeliveredAction(org);
        CompletableFuture<HttpServerRequest> unanswered = new CompletableFuture<>();
        receiver.answer(request -> {
            if (!unanswered.complete(request)) {
                answer(200, request);
            }
        });
        publish(org, "twice", body(action));
        HttpServerRequest first = unanswered.get(30, TimeUnit.SECONDS);

        Services.rabbit().closeAllConnections();
        vertx.getOrCreateContext().runOnContext(ignored -> answer(200, first));

        await().atMost(SOON).until(() -> ids().equals(List.of("twice", "twice")));
        assertThat(receiver.posted().get(0).body()).isEqualTo(receiver.posted().get(1).body());
        crm.connect();
        awaitEmpty(org);
    }

    @Test
    void a_supporter_who_withdrew_or_was_erased_is_not_told_of_any_more() throws Throwable {
        Org org = anOrg(true, false, service -> {});
        Action withdrawn = SignedActions.aDeliveredAction(org);
        Action erased = SignedActions.aDeliveredAction(org);
        Action other = SignedActions.aDeliveredAction(org);
        SignedActions.inTransaction(() -> Supporter.<Supporter>findById(withdrawn.supporterId)
                .invoke(found -> found.processingStatus = ProcessingStatus.REJECTED));
        SignedActions.inTransaction(() -> Contact.delete("supporterId", erased.supporterId));

        publish(org, "withdrawn", body(withdrawn));
        publish(org, "erased", body(erased));
        publish(org, "other", body(other));

        await().atMost(SOON).until(() -> withheld(org).size() == 2);
        assertThat(withheld(org)).containsExactlyInAnyOrder(
                "withdrawn: action " + withdrawn.id + ": its supporter was rejected, or withdrew",
                "erased: action " + erased.id + ": the org has no contact of its supporter any more");
        await().atMost(SOON).until(() -> ids().equals(List.of("other")));
        awaitEmpty(org);
    }

    /** While the webhook thinks about it, the org erases them; then the message goes through the circuit and comes again. */
    @Test
    void a_message_on_its_way_back_about_somebody_who_was_erased_meanwhile_is_withheld() throws Throwable {
        Org org = anOrg(true, false, service -> {});
        Action erased = SignedActions.aDeliveredAction(org);
        CompletableFuture<HttpServerRequest> asked = new CompletableFuture<>();
        receiver.answer(asked::complete);
        publish(org, "back", body(erased));
        HttpServerRequest first = asked.get(30, TimeUnit.SECONDS);

        String status = Api.answer("mutation ($org: String!, $ref: String!) { deleteContact(orgName: $org, contactRef: $ref) }",
                Map.of("org", org.name, "ref", ContactRef.of(new byte[32]))).at("/deleteContact").asText();
        receiver.answer(Receiver.status(200));
        vertx.getOrCreateContext().runOnContext(ignored -> answer(422, first));

        await().atMost(SOON).until(() -> !withheld(org).isEmpty());
        assertThat(status).isEqualTo("SUCCESS");
        assertThat(withheld(org))
                .containsExactly("back: action " + erased.id + ": the org has no contact of its supporter any more");
        assertThat(ids()).containsExactly("back");
        awaitEmpty(org);
        assertThat(parked(org)).isEmpty();
    }

    @Test
    void that_somebody_withdrew_is_told_while_the_org_holds_them() throws Throwable {
        Org org = anOrg(true, true, service -> {});
        Action withdrawn = SignedActions.aDeliveredAction(org);
        SignedActions.inTransaction(() -> Supporter.<Supporter>findById(withdrawn.supporterId)
                .invoke(found -> found.processingStatus = ProcessingStatus.REJECTED));

        publish(org, "news", "{\"schema\":\"proca:event:2\",\"eventType\":\"email_status\",\"actionId\":" + withdrawn.id + "}");

        await().atMost(SOON).until(() -> ids().equals(List.of("news")));
    }

    @Test
    void what_nobody_can_use_is_parked_at_once() throws Throwable {
        Org org = anOrg(false, true, service -> {});
        Action action = SignedActions.aDeliveredAction(org);

        publishTo(org, "no-json", "Hello");
        publishTo(org, "no-webhook", body(action));

        await().atMost(SOON).until(() -> parked(org).size() == 2);
        assertThat(parked(org).stream().map(row -> row.getString("message_id") + ": " + row.getString("reason")))
                .containsExactlyInAnyOrder("no-json: it is no JSON object",
                        "no-webhook: no webhook takes the actions of the org any more");
        assertThat(receiver.posted()).isEmpty();
    }

    @Test
    void addresses_that_are_not_allowed_are_not_called_and_redirects_are_not_followed() throws Throwable {
        Org org = anOrg(true, false, service -> service.host = "http://127.0.0.2:" + receiver.port() + "/");
        Org redirected = anOrg(true, false, service -> service.host = receiver.url() + "/moved");
        receiver.answer(Receiver.status(302, "Location", "http://127.0.0.1:" + receiver.port() + "/inside"));

        publish(org, "inside", "{\"schema\":\"proca:action:2\"}");
        publish(redirected, "moved", "{\"schema\":\"proca:action:2\"}");

        await().atMost(SOON).until(() -> ids().size() >= 3);
        assertThat(ids()).containsOnly("moved");
        assertThat(receiver.posted()).extracting(Receiver.Posted::uri).containsOnly("/moved");
        assertThat(parked(org)).isEmpty();
    }

    @Test
    void one_bad_webhook_holds_up_no_other_org() throws Throwable {
        Receiver good = Receiver.listen(vertx);
        receiver.answer(Receiver.silence());
        Org slow = anOrg(true, false, service -> {});
        List<Org> others = Stream.generate(() -> anOrg(true, false, service -> service.host = good.url()))
                .limit(10).toList();
        for (int i = 0; i < 50; i++) {
            publish(slow, "slow-" + i, "{\"schema\":\"proca:action:2\"}");
        }
        await().atMost(SOON).until(() -> receiver.posted().size() == 10);

        long began = System.nanoTime();
        for (Org org : others) {
            for (int i = 0; i < 10; i++) {
                publish(org, org.id + "-" + i, "{\"schema\":\"proca:action:2\"}");
            }
        }

        await().atMost(SOON).until(() -> good.posted().size() == 100);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        assertThat(good.posted().stream().map(posted -> posted.headers().get("webhook-id")).collect(Collectors.toSet()))
                .hasSize(100);
        good.close();
    }

    private Org anOrg(boolean push, boolean event, Consumer<Service> with) {
        Org org = SignedActions.anOrg(ServiceName.WEBHOOK, push, event, service -> {
            service.host = receiver.url() + "/hook";
            with.accept(service);
        });
        await().atMost(SOON).until(() -> workers.consumed().contains(QueueName.worker(org.id, "webhook")));
        return org;
    }

    private static String body(Action action) {
        try {
            return JSON.writeValueAsString(((ObjectNode) sample("amqp/deliver__petition.hookcamp.json").get("body"))
                    .put("actionId", action.id));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** As the org's actions, or its events, are published. */
    private void publish(Org org, String id, String body) throws Exception {
        publish("org." + org.id + (body.contains("proca:event") ? ".event" : ".deliver"), "petition.hookcamp", id, body);
    }

    private void publishTo(Org org, String id, String body) throws Exception {
        publish("", "wrk." + org.id + ".webhook", id, body);
    }

    private void publish(String exchange, String key, String id, String body) throws Exception {
        crm.channel().basicPublish(exchange, key,
                new AMQP.BasicProperties.Builder().deliveryMode(2).messageId(id).contentType("application/json").build(),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private Receiver.Posted next() {
        await().atMost(SOON).until(() -> !receiver.posted().isEmpty());
        return receiver.posted().get(0);
    }

    private List<String> ids() {
        return receiver.posted().stream().map(posted -> posted.headers().get("webhook-id")).toList();
    }

    private static void answer(int code, HttpServerRequest request) {
        Receiver.status(code).accept(request);
    }

    private static final String TEST =
            "mutation ($org: String!, $id: Int) { testService(orgName: $org, id: $id) { serviceId name "
                    + "accepted status answer error sentTo tookMs } }";

    private static JsonNode test(Org org) {
        return Api.answer(TEST, Map.of("org", org.name, "id", org.pushBackendId)).get("testService");
    }

    private static String newSecret(Org org) {
        JsonNode made = Api.answer(
                "mutation ($org: String!, $id: Int!) { generateWebhookSecret(orgName: $org, id: $id) { serviceId secret previousValidUntil } }",
                Map.of("org", org.name, "id", org.pushBackendId)).get("generateWebhookSecret");
        assertThat(made.get("serviceId").asLong()).isEqualTo(org.pushBackendId);
        return made.get("secret").asText();
    }

    private Webhook webhook(Org org) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> webhooks.of(org.id, false)).orElseThrow();
    }

    private JsonNode service(Org org) {
        try {
            VertxContextSupport.subscribeAndAwait(() -> pool.preparedQuery("""
                    insert into staffers (org_id, user_id, perms, inserted_at, updated_at)
                    select $1, id, 0, now(), now() from users where email = $2::text::citext on conflict do nothing""")
                    .execute(Tuple.of(org.id, Services.ADMIN)));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
        return Api.answer(
                "query ($org: String!) { org(name: $org) { services { id webhook { signed disabledAt disabledReason } } } }",
                Map.of("org", org.name)).at("/org/services/0");
    }

    private static void assertVerified(Receiver.Posted posted, String secret) {
        Map<String, List<String>> headers = posted.headers().names().stream()
                .collect(Collectors.toMap(name -> name.toLowerCase(Locale.ROOT), name -> posted.headers().getAll(name)));
        assertThatCode(() -> new com.standardwebhooks.Webhook(secret).verify(posted.body().toString(), headers))
                .doesNotThrowAnyException();
    }

    /** What is older than its grace does not sign any more. */
    private boolean expired(Org org, String secret) {
        return rows(
                "update notify.webhook_secret set expires_at = now() - interval '1 second' where service_id = $1 and secret = $2 returning 1",
                Tuple.of(org.pushBackendId, secret.substring("whsec_".length()))).size() == 1;
    }

    private List<Row> parked(Org org) {
        return rows("select * from notify.parked where org_id = $1", Tuple.of(org.id));
    }

    private List<String> withheld(Org org) {
        return rows("select * from notify.withheld where org_id = $1", Tuple.of(org.id)).stream()
                .map(row -> row.getString("message_id") + ": " + row.getString("reason")).toList();
    }

    @CanIgnoreReturnValue
    private List<Row> rows(String sql, Tuple parameters) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> pool.preparedQuery(sql).execute(parameters)
                    .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList()));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void awaitEmpty(Org org) {
        for (String queue : List.of("wrk." + org.id + ".webhook", "org." + org.id + ".fail")) {
            await().atMost(SOON).ignoreExceptions().until(() -> crm.channel().messageCount(queue) == 0);
        }
    }

    private static JsonNode sample(String name) throws IOException {
        try (var stream = WebhookDeliveryTest.class.getResourceAsStream("/samples/" + name)) {
            return JSON.readTree(stream);
        }
    }
}
