package app.proca.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.MessageProperties;

import app.proca.notify.testing.Api;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.People;
import app.proca.notify.testing.Services;
import app.proca.notify.user.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.http.HttpClient;

/** Faults of Proca that are ours no more (docs/compatibility.md), where no other test shows it. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class ProcaFaultsTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String RENAME =
            "mutation ($name: String, $title: String) { updateCampaign(name: $name, input: {title: $title}) { id } }";

    @Inject
    Vertx vertx;

    private final Crm crm = new Crm();
    private String org;
    private long id;

    @BeforeEach
    void found_an_org() throws Exception {
        crm.connect();
        org = Api.addOrg();
        id = Api.answer("query ($org: String!) { org(name: $org) { id } }", Map.of("org", org)).at("/org/id").asLong();
    }

    @AfterEach
    void disconnect() {
        crm.disconnect();
    }

    /** Proca's batch timer makes it a second. */
    @Test
    void fault_2_the_message_comes_with_the_answer() throws Exception {
        Api.answer("mutation ($org: String!) { updateOrgProcessing(name: $org, customEventDeliver: true) { id } }",
                Map.of("org", org));
        String campaign = Api.addCampaign(org);
        String queue = "cus." + id + ".deliver";
        await().atMost(SOON).ignoreExceptions().until(() -> crm.channel().queuePurge(queue) != null);
        BlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();
        crm.channel().basicConsume(queue, true, (tag, message) -> arrivals.add(System.nanoTime()), tag -> {});

        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            Api.answer(RENAME, Map.of("name", campaign, "title", "Title " + i));
            long answered = System.nanoTime();
            Long arrived = arrivals.poll(SOON.toSeconds(), TimeUnit.SECONDS);
            assertThat(arrived).isNotNull();
            waits.add(arrived - answered);
        }

        assertThat(Duration.ofNanos(waits.stream().sorted().toList().get(waits.size() / 2))).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void fault_3_sixty_four_connections_are_all_answered() throws Throwable {
        String campaign = Api.addCampaign(org);
        String owner = People.aStaffer(org, Role.OWNER.mask());
        HttpClient client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(64).setDefaultPort(RestAssured.port));

        List<String> answers = VertxContextSupport.subscribeAndAwait(() -> Multi.createFrom().range(0, 640)
                .onItem().transformToUni(i -> renamed(client, owner, campaign, i)).merge(64)
                .collect().asList());

        assertThat(answers).hasSize(640).allMatch(answer -> answer.startsWith("200 {\"data\":{\"updateCampaign\":{\"id\":"));
    }

    @Test
    void fault_5_confirmations_that_only_a_campaign_asks_for_have_a_queue() throws Exception {
        String campaign = Api.addCampaign(org);
        Api.answer(
                "mutation ($org: String!) { upsertService(orgName: $org, input: {name: SMTP, host: \"smtp://127.0.0.1:9\"}) { id } }",
                Map.of("org", org));
        Api.answer(
                "mutation ($org: String!) { updateOrgProcessing(name: $org, emailBackend: SMTP, emailFrom: \"us@example.org\") { id } }",
                Map.of("org", org));
        await().atMost(SOON).ignoreExceptions()
                .until(() -> crm.channel().queueDeclarePassive("wrk." + id + ".email.supporter") != null);
        String bindings =
                "mutation ($n: String, $on: Boolean) { updateCampaignProcessing(name: $n, supporterConfirm: $on) { id } }";

        Api.answer(bindings, Map.of("n", campaign, "on", true));

        await().atMost(SOON).until(() -> isRouted("org." + id + ".confirm.supporter"));
        Api.answer(bindings, Map.of("n", campaign, "on", false));
        await().atMost(SOON).until(() -> !isRouted("org." + id + ".confirm.supporter"));
    }

    @Test
    void fault_10_an_org_with_campaigns_is_not_deleted_and_hears_why() {
        Api.addCampaign(org);

        JsonNode refused = Api.ask("mutation ($org: String!) { deleteOrg(name: $org) }", Map.of("org", org));

        assertThat(refused.at("/errors/0/message").asText()).isEqualTo("has campaigns");
    }

    private Uni<String> renamed(HttpClient client, String owner, String campaign, int i) {
        String authorization =
                Base64.getEncoder().encodeToString((owner + ":" + People.PASSWORD).getBytes(StandardCharsets.UTF_8));
        JsonObject body = new JsonObject().put("query", RENAME)
                .put("variables", new JsonObject().put("name", campaign).put("title", "Title " + i));
        return client.request(HttpMethod.POST, "/api")
                .chain(request -> request.putHeader("Authorization", "Basic " + authorization)
                        .putHeader("Content-Type", "application/json").send(body.encode()))
                .chain(answer -> answer.body().map(text -> answer.statusCode() + " " + text));
    }

    /** Whether the broker finds a queue for what is published there. */
    private boolean isRouted(String exchange) throws Exception {
        Channel channel = crm.channel();
        AtomicBoolean returned = new AtomicBoolean();
        channel.addReturnListener(message -> returned.set(true));
        channel.confirmSelect();
        channel.basicPublish(exchange, "petition.bees", true, MessageProperties.MINIMAL_PERSISTENT_BASIC,
                "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(channel.waitForConfirms(SOON.toMillis())).isTrue();
        channel.clearReturnListeners();
        return !returned.get();
    }
}
