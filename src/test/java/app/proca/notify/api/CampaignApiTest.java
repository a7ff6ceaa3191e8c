package app.proca.notify.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.GetResponse;

import app.proca.notify.testing.Api;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** From the GraphQL request to the message, over HTTP, on a real database and a real broker. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class CampaignApiTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Pool pool;

    private final Crm crm = new Crm();

    @BeforeEach
    void connect() throws Exception {
        crm.connect();
    }

    @AfterEach
    void disconnect() {
        crm.disconnect();
    }

    @Test
    void an_org_and_its_campaign_are_made_and_its_crm_reads_of_the_change() throws Exception {
        String org = Api.addOrg();
        assertThat(Api.ask(
                "mutation ($org: String!) { updateOrgProcessing(name: $org, customEventDeliver: true) { id processing { customEventDeliver } } }",
                Map.of("org", org)).at("/data/updateOrgProcessing/processing/customEventDeliver").asBoolean()).isTrue();
        long orgId = Api.ask("query ($org: String!) { org(name: $org) { id } }", Map.of("org", org)).at("/data/org/id").asLong();
        String campaign = Api.addCampaign(org);

        JsonNode updated = Api.ask(
                "mutation ($name: String) { updateCampaign(name: $name, input: {title: \"Save the Bees!\"}) { id title } }",
                Map.of("name", campaign));

        assertThat(updated.at("/data/updateCampaign/title").asText()).isEqualTo("Save the Bees!");
        JsonNode event = JSON.readTree(crm.next("cus." + orgId + ".deliver").getBody());
        assertThat(event.at("/campaign/name").asText()).isEqualTo(campaign);
        assertThat(event.at("/campaign/title").asText()).isEqualTo("Save the Bees!");
        assertThat(event.at("/eventType").asText()).isEqualTo("campaign_updated");
    }

    @Test
    void the_instance_hears_of_a_new_org_as_proca_would_tell_it() throws Exception {
        String org = Api.addOrg();

        // behind all that other tests left there
        JsonNode event = await().atMost(SOON).pollInterval(Duration.ofMillis(1)).ignoreExceptions().until(() -> {
            GetResponse message = crm.channel().basicGet("system.deliver", true);
            return message == null ? null : JSON.readTree(message.getBody());
        }, read -> read != null && read.at("/org/name").asText().equals(org));

        ObjectNode normalised = event.deepCopy();
        assertThat(event.at("/action/createdAt").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        ((ObjectNode) normalised.get("action")).put("createdAt", "2026-11-23T23:40:57.996776Z");
        ((ObjectNode) normalised.get("org")).put("name", "lead").put("title", "Lead Org");
        normalised.put("orgId", 2);
        try (var sample = getClass().getResourceAsStream("/samples/amqp/event__system.new_org.json")) {
            assertThat((JsonNode) normalised)
                    .isEqualTo(JSON.readTree(JSON.writeValueAsString(JSON.readTree(sample).get("body"))));
        }
    }

    @Test
    void a_page_is_added_and_changed() {
        String org = Api.addOrg();
        String campaign = Api.addCampaign(org);
        String name = campaign + "/act";

        JsonNode added = Api.ask("""
                mutation ($org: String!, $campaign: String!, $page: ActionPageInput!) {
                  addActionPage(orgName: $org, campaignName: $campaign, input: $page) { id name locale campaign { name } org { name } }
                }""", Map.of("org", org, "campaign", campaign, "page", Map.of("name", name, "locale", "en")));
        JsonNode changed = Api.ask("mutation ($id: Int) { updateActionPage(id: $id, input: {locale: \"pl\"}) { name locale } }",
                Map.of("id", added.at("/data/addActionPage/id").asInt()));

        assertThat(added.at("/data/addActionPage/campaign/name").asText()).isEqualTo(campaign);
        assertThat(changed.at("/data/updateActionPage").toString()).isEqualTo("{\"name\":\"" + name + "\",\"locale\":\"pl\"}");
    }

    @Test
    void a_name_that_is_taken_is_told_at_its_field() {
        String org = Api.addOrg();

        JsonNode refused = Api.ask("mutation ($org: OrgInput!) { addOrg(input: $org) { name } }",
                Map.of("org", Map.of("name", org.toUpperCase(java.util.Locale.ROOT), "title", "Again")));

        assertThat(refused.at("/errors/0/message").asText()).isEqualTo("has already been taken");
        assertThat(refused.at("/errors/0/path").toString()).isEqualTo("[\"addOrg\",\"name\"]");
        assertThat(refused.at("/errors/0/extensions/code").isMissingNode()).isTrue();
    }

    @Test
    void each_wrong_field_has_its_own_error_and_nothing_is_made() {
        JsonNode refused = Api.ask("mutation ($org: OrgInput!) { addOrg(input: $org) { name } }",
                Map.of("org", Map.of("name", "not a name", "title", "")));

        assertThat(refused.get("errors")).hasSize(2);
        assertThat(refused.toString()).contains("has invalid format", "can't be blank");
    }

    @Test
    void an_anonymous_caller_is_refused() {
        JsonNode refused = JSON.valueToTree(given().contentType("application/json")
                .body(Map.of("query", "{ currentUser { email } }")).post("/api").then().statusCode(200).extract().as(Map.class));

        assertThat(refused.at("/errors/0/message").asText()).isEqualTo("Authentication is required for this API call");
        assertThat(refused.at("/errors/0/extensions/code").asText()).isEqualTo("unauthorized");
    }

    @Test
    void a_wrong_password_is_answered_with_401_and_a_malformed_header_with_400() {
        given().auth().preemptive().basic(Services.ADMIN, "wrong").contentType("application/json")
                .body(Map.of("query", "{ currentUser { email } }")).post("/api").then().statusCode(401);
        given().header("Authorization", "Basic ?").contentType("application/json")
                .body(Map.of("query", "{ currentUser { email } }")).post("/api").then().statusCode(400);
    }

    @Test
    void what_does_not_exist_is_not_found() {
        JsonNode refused = Api.ask("{ campaign(name: \"nobody-campaigns-for-this\") { id } }", Map.of());

        assertThat(refused.at("/errors/0/message").asText()).isEqualTo("Entity not found");
        assertThat(refused.at("/errors/0/extensions/code").asText()).isEqualTo("not_found");
    }

    @Test
    void a_campaign_whose_lead_was_deleted_is_not_found() throws Throwable {
        String campaign = Api.addCampaign(Api.addOrg());
        VertxContextSupport.subscribeAndAwait(() -> pool
                .preparedQuery("update campaigns set org_id = null where name = $1::text::citext").execute(Tuple.of(campaign)));

        JsonNode refused = Api.ask("query ($name: String) { campaign(name: $name) { id } }", Map.of("name", campaign));

        assertThat(refused.at("/errors/0/extensions/code").asText()).isEqualTo("not_found");
    }
}
