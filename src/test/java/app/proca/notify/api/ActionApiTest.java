package app.proca.notify.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import app.proca.notify.testing.Api;
import app.proca.notify.testing.Rows;
import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;

/** Supporters act: from the request, as Proca's widget sends it, to the answer and the rows. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class ActionApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Pool pool;

    private String org;
    private String campaign;
    private long page;

    @BeforeEach
    void an_org_has_a_page_in_a_campaign_of_its_own() {
        org = Api.addOrg();
        campaign = Api.addCampaign(org);
        page = addPage(org, campaign);
    }

    @Test
    void a_signature_is_answered_as_proca_answers_it_and_is_in_the_rows() throws Exception {
        JsonNode sample = sample("addActionContact-lead");

        JsonNode answer = ask(sample.at("/request/query").asText(), variables(sample));

        ObjectNode expected = sample.get("response").deepCopy();
        ((ObjectNode) expected.at("/data/addActionContact")).put("contactRef", reference("jan@example.com"));
        assertThat(answer).isEqualTo(expected);
        assertThat(rows("select first_name, last_name, email, address, area, processing_status, email_status, dupe_rank"
                + " from supporters where action_page_id = " + page))
                .containsExactly("Jan|null|jan@example.com|null|PL|0|0|null");
        assertThat(rows("select a.action_type, a.fields, a.with_consent, a.testing, a.processing_status, a.ref is null,"
                + " a.supporter_id = s.id, a.campaign_id = s.campaign_id, a.source_id = s.source_id from actions a join supporters s"
                + " on s.action_page_id = a.action_page_id where a.action_page_id = " + page))
                .containsExactly(
                        "petition|{\"n\":1,\"foo\":\"Bar\",\"list\":[\"a\",\"b\"]}|true|false|0|true|true|true|true");
        assertThat(rows("select source, medium, campaign, content, location from sources where id in (select source_id from"
                + " actions where action_page_id = " + page + ")"))
                .containsExactly("fb|social|c1|v1 v2|https://lead.org/petition");
        assertThat(rows("select convert_from(payload, 'utf8'), crypto_nonce, public_key_id, sign_key_id, communication_consent,"
                + " delivery_consent, array_to_string(communication_scopes, ',') from contacts where supporter_id in (select id"
                + " from supporters where action_page_id = " + page + ")"))
                .containsExactly("{\"address\":{\"locality\":\"Warsaw\",\"region\":null,\"street\":null,\"streetNumber\":null},"
                        + "\"area\":\"PL\",\"country\":\"PL\",\"email\":\"jan@example.com\",\"firstName\":\"Jan\","
                        + "\"lastName\":\"Kowalski\",\"phone\":\"+48123456789\",\"postcode\":\"00-001\"}"
                        + "|null|null|null|true|true|email");
    }

    @ParameterizedTest
    @ValueSource(strings = { "addActionContact-bad-actiontype", "addActionContact-bad-email" })
    void what_is_wrong_is_told_as_proca_tells_it_and_changes_nothing(String name) throws Exception {
        JsonNode sample = sample(name);
        Map<String, String> before = Rows.ofAllTables(pool);

        JsonNode answer = ask(sample.at("/request/query").asText(), variables(sample));

        assertThat(answer).isEqualTo(sample.get("response"));
        assertThat(Rows.ofAllTables(pool)).isEqualTo(before);
    }

    @Test
    void a_further_action_goes_to_who_has_the_reference() throws Exception {
        sign("jan@example.com", "");
        JsonNode sample = sample("addAction-ref");
        ObjectNode variables = (ObjectNode) variables(sample);
        variables.put("p", page).put("r", reference("jan@example.com"));

        JsonNode answer = ask(sample.at("/request/query").asText(), variables);

        ObjectNode expected = sample.get("response").deepCopy();
        ((ObjectNode) expected.at("/data/addAction")).put("contactRef", reference("jan@example.com"));
        assertThat(answer).isEqualTo(expected);
        assertThat(rows(
                "select a.action_type, a.with_consent, a.fields, a.supporter_id = s.id, a.ref, o.source, o.medium, o.campaign"
                        + " from actions a join supporters s on s.action_page_id = a.action_page_id join sources o on o.id = a.source_id"
                        + " where a.action_page_id = " + page + " and a.action_type = 'share'"))
                .containsExactly("share|false|{\"medium\":\"whatsapp\"}|true|null|a|b|c");
    }

    private void sign(String email, String more) {
        JsonNode answer = ask("mutation { addActionContact(actionPageId: " + page + ", action: {actionType: \"petition\"},"
                + " contact: {firstName: \"Jan\", email: \"" + email + "\"}, privacy: {optIn: true}" + more
                + ") { contactRef firstName } }", JSON.createObjectNode());
        assertThat(answer.has("errors")).as(answer.toString()).isFalse();
    }

    private JsonNode variables(JsonNode sample) {
        ObjectNode variables = sample.at("/request/variables").deepCopy();
        return variables.has("actionPage") ? variables.put("actionPage", page) : variables;
    }

    private static long addPage(String org, String campaign) {
        return Api.answer("mutation ($o: String!, $c: String!, $n: String!) { addActionPage(orgName: $o, campaignName: $c,"
                + " input: {name: $n, locale: \"en\"}) { id } }",
                Map.of("o", org, "c", campaign, "n", "act.example.org/" + UUID.randomUUID()))
                .at("/addActionPage/id").asLong();
    }

    private static JsonNode ask(String query, JsonNode variables) {
        return ask(given(), query, variables);
    }

    private static JsonNode ask(RequestSpecification request, String query, JsonNode variables) {
        return JSON.valueToTree(request.contentType("application/json").body(Map.of("query", query, "variables", variables))
                .post("/api").then().statusCode(200).extract().as(Map.class));
    }

    private List<String> rows(String query) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> pool.query(query).execute().map(found -> {
                List<String> rows = new ArrayList<>();
                found.forEach(row -> {
                    List<String> values = new ArrayList<>();
                    for (int i = 0; i < row.size(); i++) {
                        values.add(String.valueOf(row.getValue(i)));
                    }
                    rows.add(String.join("|", values));
                });
                return rows;
            }));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Of a supporter of an instance without a seed. */
    private static String reference(String email) throws Exception {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(email.getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonNode sample(String name) throws IOException {
        try (var sample = ActionApiTest.class.getResourceAsStream("/samples/graphql/" + name + ".json")) {
            return JSON.readTree(sample);
        }
    }
}
