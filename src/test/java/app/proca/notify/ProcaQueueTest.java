package app.proca.notify;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import app.proca.notify.testing.Api;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.DeliveryBackends;
import app.proca.notify.testing.Node;
import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;

/** What orgs read their queue with, the npm package {@code @proca/queue}, works unchanged. */
@QuarkusTest
@TestProfile(DeliveryBackends.class)
@QuarkusTestResource(Services.class)
class ProcaQueueTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    /** As the profile sets it. */
    private static final long RETRY_DELAY_MS = 200;

    @Inject
    Pool pool;

    private final Crm crm = new Crm();
    private String org;
    private String queue;
    private int page;

    /** Queues outlive a test's database: ids that no other test's orgs have find none that was declared with another delay. */
    @BeforeEach
    void an_org_reads_its_actions_and_events() throws Throwable {
        var unused = VertxContextSupport.subscribeAndAwait(
                () -> pool.query("select setval('orgs_id_seq', 1000000 + (random() * 1000000000)::int)").execute());
        crm.connect();
        org = Api.addOrg();
        queue = "cus." + Api.answer("mutation ($org: String!) { updateOrgProcessing(name: $org, customActionDeliver: true,"
                + " customEventDeliver: true) { id } }", Map.of("org", org)).at("/updateOrgProcessing/id").asInt() + ".deliver";
        awaitMessages(0);
        String campaign = Api.addCampaign(org);
        page = Api.answer("mutation ($org: String!, $campaign: String!, $name: String!) { addActionPage(orgName: $org,"
                + " campaignName: $campaign, input: {name: $name, locale: \"en\"}) { id } }",
                Map.of("org", org, "campaign", campaign, "name", campaign + "/act")).at("/addActionPage/id").asInt();
        var changed =
                Api.answer("mutation ($campaign: String!) { updateCampaign(name: $campaign, input: {title: \"Save the Bees\"})"
                        + " { id } }", Map.of("campaign", campaign));
        awaitMessages(1);
    }

    @AfterEach
    void disconnect() {
        crm.disconnect();
    }

    @Test
    void actions_and_events_are_taken_several_at_once_and_acknowledged() throws Exception {
        sign("Ada");
        sign("Bo");
        sign("Cy");
        awaitMessages(4);
        int action = actionId("bo@example.org");
        given().contentType("application/json").body("{\"event\":\"spam\",\"CustomID\":\"action:" + action + "\"}")
                .post("/webhook/mailjet").then().statusCode(200);
        awaitMessages(5);

        JsonNode read = read(Map.of("concurrency", 3, "until", 5));

        assertThat(read.get("taken")).extracting(one -> one.get("name").asText()).containsExactlyInAnyOrder("campaign_updated",
                "Ada", "Bo", "Cy",
                "email_status");
        assertThat(read.get("mostInHand").asInt()).isEqualTo(3);
        assertThat(List.of(read.get("acknowledged").asInt(), read.get("refused").asInt())).containsExactly(5, 0);
        JsonNode bo = taken(read, "Bo").get(0);
        assertThat(bo.at("/message/action/id").asInt()).isEqualTo(action);
        assertThat(bo.at("/message/contact/email").asText()).isEqualTo("bo@example.org");
        assertThat(bo.at("/message/actionPage/id").asInt()).isEqualTo(page);
        assertThat(taken(read, "email_status").get(0).at("/message/supporter/privacy/emailStatus").asText()).isEqualTo("spam");
        awaitMessages(0);
    }

    @Test
    void what_is_refused_once_comes_at_once_and_what_is_refused_twice_after_the_delay() throws Exception {
        sign("Once");
        sign("Twice");
        awaitMessages(3);

        JsonNode read = read(Map.of("concurrency", 1, "until", 3, "refuse", Map.of("Once", 1, "Twice", 2)));

        assertThat(taken(read, "Once")).extracting(one -> one.get("accepted").asBoolean()).containsExactly(false, true);
        List<JsonNode> twice = taken(read, "Twice");
        assertThat(twice).extracting(one -> one.get("accepted").asBoolean()).containsExactly(false, false, true);
        assertThat(twice.get(2).get("at").asLong() - twice.get(1).get("at").asLong()).isGreaterThanOrEqualTo(RETRY_DELAY_MS);
        assertThat(twice.get(2).get("message")).isEqualTo(twice.get(0).get("message"));
        assertThat(List.of(read.get("acknowledged").asInt(), read.get("refused").asInt())).containsExactly(3, 3);
        awaitMessages(0);
    }

    @Test
    void contact_data_that_is_encrypted_is_opened_with_a_key_store() throws Exception {
        JsonNode key = Api.answer("mutation ($org: String!) { generateKey(orgName: $org, input: {name: \"crm\"})"
                + " { id public private } }", Map.of("org", org)).get("generateKey");
        var unused = Api.answer("mutation ($org: String!, $id: Int!) { activateKey(orgName: $org, id: $id) { status } }",
                Map.of("org", org, "id", key.get("id").asInt()));
        sign("Ada");
        awaitMessages(2);

        JsonNode read = read(Map.of("concurrency", 1, "until", 2, "keys",
                List.of(Map.of("public", key.get("public").asText(), "private", key.get("private").asText()))));

        JsonNode message = taken(read, "Ada").get(0).get("message");
        assertThat(message.at("/personalInfo/encryptKey/public")).isEqualTo(key.get("public"));
        assertThat(message.at("/contact/lastName").asText()).isEqualTo("Lovelace");
        assertThat(message.at("/contact/email").asText()).isEqualTo("ada@example.org");
    }

    private JsonNode read(Map<String, ?> how) {
        Map<String, Object> input = new HashMap<>(how);
        input.put("url", Services.rabbit().url());
        input.put("queue", queue);
        return Node.run("queue.js", input);
    }

    private static List<JsonNode> taken(JsonNode read, String name) {
        return StreamSupport.stream(read.get("taken").spliterator(), false).filter(one -> one.get("name").asText().equals(name))
                .toList();
    }

    private void sign(String firstName) {
        var unused = Api.answer("""
                mutation ($page: Int!, $contact: ContactInput!) { addActionContact(actionPageId: $page, contact: $contact,
                  action: {actionType: "petition"}, privacy: {optIn: true}) { contactRef } }""",
                Map.of("page", page, "contact", Map.of("firstName", firstName, "lastName", "Lovelace",
                        "email", firstName + "@example.org")));
    }

    private int actionId(String email) {
        return Api.answer("query ($org: String!, $email: String!) { contacts(orgName: $org, email: $email) { actionId } }",
                Map.of("org", org, "email", email)).at("/contacts/0/actionId").asInt();
    }

    private void awaitMessages(int count) {
        await().atMost(SOON).ignoreExceptions()
                .until(() -> crm.channel().queueDeclarePassive(queue).getMessageCount() == count);
    }
}
