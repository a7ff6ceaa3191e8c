package app.proca.notify.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The GraphQL API of the application under test, as its administrator asks it over HTTP. */
public final class Api {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Api() {}

    /** The whole answer, errors and all. */
    public static JsonNode ask(String query, Map<String, ?> variables) {
        return askAs(Services.ADMIN, Services.PASSWORD, query, variables);
    }

    /** The whole answer that one of {@link People} gets. */
    public static JsonNode askAs(String email, String query, Map<String, ?> variables) {
        return askAs(email, People.PASSWORD, query, variables);
    }

    private static JsonNode askAs(String email, String password, String query, Map<String, ?> variables) {
        return JSON.valueToTree(given().auth().preemptive().basic(email, password)
                .contentType("application/json").body(Map.of("query", query, "variables", variables))
                .post("/api").then().statusCode(200).extract().as(Map.class));
    }

    /** The data of an answer that one of {@link People} gets, without errors. */
    public static JsonNode answerAs(String email, String query, Map<String, ?> variables) {
        JsonNode answer = askAs(email, query, variables);
        assertThat(answer.has("errors")).as(answer.toString()).isFalse();
        return answer.get("data");
    }

    /** The data of an answer without errors. */
    public static JsonNode answer(String query, Map<String, ?> variables) {
        JsonNode answer = ask(query, variables);
        assertThat(answer.has("errors")).as(answer.toString()).isFalse();
        return answer.get("data");
    }

    /** The name of a new org. */
    public static String addOrg() {
        String name = "org-" + UUID.randomUUID();
        answer("mutation ($org: OrgInput!) { addOrg(input: $org) { name } }",
                Map.of("org", Map.of("name", name, "title", "Lead Org")));
        return name;
    }

    /** The name of a new campaign of the org's. */
    public static String addCampaign(String org) {
        String name = "bees-" + UUID.randomUUID();
        answer("mutation ($org: String!, $campaign: CampaignInput!) { addCampaign(orgName: $org, input: $campaign) { id } }",
                Map.of("org", org, "campaign", Map.of("name", name, "title", "Bees", "config", "{\"hive\":{\"snake_case\":1}}")));
        return name;
    }
}
