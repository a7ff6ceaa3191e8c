package app.proca.notify.ops.traces;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.rabbitmq.client.GetResponse;

import app.proca.notify.org.Org;
import app.proca.notify.org.ServiceName;
import app.proca.notify.queue.broker.Broker;
import app.proca.notify.testing.Api;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.DeliveryBackends;
import app.proca.notify.testing.Services;
import app.proca.notify.testing.SignedActions;
import app.proca.notify.testing.SpanReceiver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.mutiny.sqlclient.Pool;

/** One trace from the request to whoever is told, in the tracing backend and in what they are told. */
@QuarkusTest
@TestProfile(DeliveryBackends.class)
@QuarkusTestResource(Services.class)
class TracesTest {

    private static final Duration SOON = Duration.ofSeconds(40);

    @Inject
    Broker broker;
    @Inject
    Vertx vertx;
    @Inject
    Pool pool;

    private final Crm crm = new Crm();
    private final List<MultiMap> posted = new CopyOnWriteArrayList<>();
    private final String trace = UUID.randomUUID().toString().replace("-", "");
    private HttpServer webhook;

    /** Queues outlive a test's database: ids that no other test's orgs have find none that was declared with another delay. */
    @BeforeEach
    void connect() throws Throwable {
        var unused = VertxContextSupport.subscribeAndAwait(
                () -> pool.query("select setval('orgs_id_seq', 1000000 + (random() * 1000000000)::int)").execute());
        webhook = vertx.createHttpServer().requestHandler(request -> {
            posted.add(MultiMap.caseInsensitiveMultiMap().addAll(request.headers()));
            var answered = request.response().end();
        }).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        crm.connect();
        await().atMost(SOON).until(broker::isConnected);
    }

    @AfterEach
    void disconnect() {
        crm.disconnect();
        var unused = webhook.close();
    }

    @Test
    void a_change_is_one_trace_from_the_request_to_broker_and_webhook() throws Exception {
        Org org = aHookedOrg(false);
        String campaign = Api.addCampaign(org.name);

        ask("mutation { updateCampaign(name: \"" + campaign + "\", input: {title: \"Traced\"}) { id } }");

        await().atMost(SOON).until(() -> posted.stream().anyMatch(this::isOfTheTrace));
        await().atMost(SOON).until(() -> header(crm.next("cus." + org.id + ".deliver")).equals(trace));
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(SpanReceiver.has(trace, "mutation updateCampaign")).isTrue();
            assertThat(SpanReceiver.has(trace, "broker campaign_updated")).isTrue();
            assertThat(SpanReceiver.has(trace, "work webhook")).isTrue();
        });
    }

    @Test
    void an_action_is_one_trace_through_its_processing_and_tells_nothing_of_the_supporter() throws Exception {
        Org org = aHookedOrg(true);
        String campaign = Api.addCampaign(org.name);
        String page = "traced/" + UUID.randomUUID();
        long pageId = Api.answer("""
                mutation ($org: String!, $campaign: String!, $page: ActionPageInput!) {
                  addActionPage(orgName: $org, campaignName: $campaign, input: $page) { id } }""",
                Map.of("org", org.name, "campaign", campaign, "page", Map.of("name", page, "locale", "en")))
                .at("/addActionPage/id").asLong();

        ask("mutation { addActionContact(actionPageId: " + pageId + ", action: {actionType: \"petition\"},"
                + " contact: {firstName: \"Ada\", email: \"ada.traced@example.org\"}, privacy: {optIn: true}) { contactRef } }");

        await().atMost(SOON).until(() -> posted.stream().anyMatch(this::isOfTheTrace));
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(SpanReceiver.has(trace, "mutation addActionContact")).isTrue();
            assertThat(SpanReceiver.has(trace, "processing process_actions")).isTrue();
            assertThat(SpanReceiver.has(trace, "broker deliver")).isTrue();
            assertThat(SpanReceiver.has(trace, "work webhook")).isTrue();
        });
        assertThat(SpanReceiver.all()).doesNotContain("ada.traced").doesNotContain("traced@example.org");
    }

    /** Its webhook takes its events or its actions, and its own consumer all. */
    private Org aHookedOrg(boolean actions) {
        Org org = SignedActions.anOrg(ServiceName.WEBHOOK, actions, !actions,
                service -> service.host = "http://127.0.0.1:" + webhook.actualPort());
        Api.answer("mutation ($org: String!) { updateOrgProcessing(name: $org, customEventDeliver: true) { id } }",
                Map.of("org", org.name));
        await().atMost(SOON).ignoreExceptions()
                .until(() -> crm.channel().queueDeclarePassive("cus." + org.id + ".deliver") != null);
        return org;
    }

    private void ask(String mutation) {
        String answer = given().auth().preemptive().basic(Services.ADMIN, Services.PASSWORD).contentType("application/json")
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01").body(Map.of("query", mutation))
                .post("/api").then().statusCode(200).extract().asString();
        assertThat(answer).doesNotContain("errors");
    }

    private boolean isOfTheTrace(MultiMap headers) {
        return headers.get("traceparent") != null && headers.get("traceparent").contains(trace);
    }

    private static String header(GetResponse message) {
        Map<String, Object> headers = message.getProps().getHeaders();
        return headers == null ? "" : headers.get("traceparent").toString().split("-")[1];
    }
}
