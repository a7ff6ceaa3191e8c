package app.proca.notify.api.edge;

import static io.restassured.RestAssured.config;
import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static io.restassured.http.ContentType.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** GraphQL over HTTP: every form of answer and of error. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class EdgeTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void each_problem_is_an_error_at_its_field_without_extensions() throws Exception {
        assertThat(ask("{ probeFault }")).isEqualTo(
                json("""
                {"data": null, "errors": [
                  {"message": "can't be blank", "path": ["probeFault", "name"], "locations": [{"line": 1, "column": 3}]},
                  {"message": "has invalid format", "path": ["probeFault", "title"], "locations": [{"line": 1, "column": 3}]}]}"""));
    }

    @Test
    void a_code_is_told_also_from_a_worker_thread() throws Exception {
        assertThat(ask("{ probeCodedFaultBlocking }")).isEqualTo(json("""
                {"data": null, "errors": [{"message": "Entity not found", "path": ["probeCodedFaultBlocking"],
                  "locations": [{"line": 1, "column": 3}], "extensions": {"code": "not_found"}}]}"""));
    }

    @Test
    void a_failure_of_ours_is_told_as_a_number_only() throws Exception {
        JsonNode answer = ask("{ probeBug }");

        assertThat(answer.at("/errors/0/message").asText()).isEqualTo("Internal error");
        assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("internal_error");
        assertThat(answer.at("/errors/0/extensions/id").asText()).hasSize(36);
        assertThat(answer.toString()).doesNotContain("secret");
    }

    @Test
    void documents_that_make_no_sense_are_told_without_data() throws Exception {
        assertThat(ask("{ probeViewer ")).isEqualTo(json("""
                {"errors": [{"message": "syntax error before: ", "locations": [{"line": 1, "column": 15}]}]}"""));
        assertThat(ask("{ nothing }")).isEqualTo(
                json("""
                {"errors": [{"message": "Cannot query field \\"nothing\\" on type \\"%s\\".", "locations": [{"line": 1, "column": 3}]}]}"""
                        .formatted(root())));
        assertThat(ask("query A { probeViewer } query B { probeViewer }").get("errors")).hasSize(1);
        assertThat(ask("mutation($i: ProbeInput!) { probeGiven(input: $i) }", Map.of("i", Map.of("nope", 1)))
                .at("/errors/0/message").asText())
                .contains("nope");
        assertThat(ask("mutation { probeGiven(input: {title: 1}) }").has("data")).isFalse();
        assertThat(ask("mutation($i: ProbeInput!) { probeGiven(input: $i) }", Map.of()).get("errors")).hasSize(1);
    }

    @Test
    void who_accepts_the_type_of_graphql_is_told_by_the_status_whether_it_was_executed() {
        String graphql = "application/graphql-response+json";

        for (Map.Entry<String, Integer> question : Map.of("{ probeViewer }", 200, "{ probeBug }", 200, "{ probeViewer ", 400,
                "{ nothing }", 400).entrySet()) {
            given().accept(graphql).contentType("application/json").body(Map.of("query", question.getKey())).post("/api")
                    .then().statusCode(question.getValue()).header("Content-Type", graphql + "; charset=utf-8");
        }
        for (String accept : List.of("application/json", "*/*", "text/html", "application/json, " + graphql + ";q=0.5")) {
            given().accept(accept).contentType("application/json").body(Map.of("query", "{ nothing }")).post("/api")
                    .then().statusCode(200).header("Content-Type", "application/json; charset=utf-8");
        }
    }

    @Test
    void what_a_stranger_says_of_its_address_is_not_believed() throws Exception {
        JsonNode answer = read(given().header("X-Forwarded-For", "203.0.113.9").header("Forwarded", "for=203.0.113.9")
                .contentType("application/json").body(Map.of("query", "{ probeAddress }")).post("/api"), 200);

        assertThat(answer.at("/data/probeAddress").asText()).isEqualTo("127.0.0.1");
    }

    @Test
    void who_asks_is_known_everywhere() throws Exception {
        String query = "{ probeViewer probeViewerBlocking probeItem { self { seenBy } } }";

        JsonNode anonymous = ask(query);
        JsonNode signedIn = read(given().auth().preemptive().basic(Services.ADMIN, Services.PASSWORD)
                .contentType("application/json").body(Map.of("query", query)).post("/api"), 200);

        assertThat(anonymous.toString()).doesNotContain("@").contains("nobody");
        assertThat(signedIn.toString()).isEqualTo(anonymous.toString().replace("nobody", Services.ADMIN));
    }

    @Test
    void wrong_credentials_are_refused_as_proca_does_it() throws Exception {
        JsonNode answer = read(given().auth().preemptive().basic(Services.ADMIN, "wrong").contentType("application/json")
                .body(Map.of("query", "{ probeViewer }")).post("/api"), 401);

        assertThat(answer).isEqualTo(json("""
                {"data": null, "errors": [{"message": "Can not authenticate with these Basic HTTP credentials",
                  "extensions": {"code": "unauthorized"}}]}"""));
        assertThat(withHeader("Bearer API-nobodys").statusCode()).isEqualTo(401);
        assertThat(withHeader("Basic").statusCode()).isEqualTo(400);
        assertThat(withHeader("Basic ?").statusCode()).isEqualTo(400);
        assertThat(withHeader("Basic bm9jb2xvbg==").statusCode()).isEqualTo(400);
        assertThat(withHeader("Bearer something.else.here").statusCode()).isEqualTo(200);
        assertThat(withHeader("Digest x").statusCode()).isEqualTo(200);
    }

    @Test
    void bodies_that_are_no_request_are_refused_in_words() throws Exception {
        assertThat(post("{\"query\": ", 400).at("/errors/0/message").asText()).isEqualTo("The request is not JSON");
        assertThat(post("", 400).has("errors")).isTrue();
        assertThat(post("42", 400).has("errors")).isTrue();
        assertThat(post("{}", 400).at("/errors/0/message").asText()).isEqualTo("No query document supplied");
        assertThat(post("{\"query\": 1}", 400).at("/errors/0/message").asText()).isEqualTo("query must be a string");
        assertThat(post("{\"query\": \"{ probeViewer }\", \"variables\": []}", 400).has("errors")).isTrue();
        assertThat(post("[]", 400).has("errors")).isTrue();
        assertThat(post("[" + "1,".repeat(50) + "1]", 400).has("errors")).isTrue();
        assertThat(post("[".repeat(100_000), 400).has("errors")).isTrue();
        assertThat(post("{\"query\": \"" + "x".repeat(1024 * 1024) + "\"}", 413).at("/errors/0/extensions/code").asText())
                .isEqualTo("payload_too_large");
        assertThat(post("x".repeat(11 * 1024 * 1024), 413).at("/errors/0/extensions/code").asText())
                .isEqualTo("payload_too_large");
        assertThat(read(given().contentType("text/plain").body("{ probeViewer }").post("/api"), 415).has("errors")).isTrue();
        assertThat(read(given().delete("/api"), 405).has("errors")).isTrue();
    }

    /** As GraphiQL's page sends it: a browser joins the header that the page sets in two spellings. */
    @Test
    void a_content_type_that_is_sent_twice_is_taken() throws Exception {
        assertThat(read(given()
                .config(config().encoderConfig(encoderConfig().encodeContentTypeAs("application/json, application/json", TEXT)))
                .contentType("application/json, application/json").body("{\"query\": \"{ __typename }\"}").post("/api"), 200))
                .isEqualTo(json("{\"data\": {\"__typename\": \"RootQueryType\"}}"));
        assertThat(read(
                given().config(config().encoderConfig(encoderConfig().encodeContentTypeAs("text/plain, application/json", TEXT)))
                        .contentType("text/plain, application/json").body("{}").post("/api"),
                415).has("errors")).isTrue();
    }

    @Test
    void links_may_ask_but_not_change() throws Exception {
        assertThat(read(given().queryParam("query", "query($at: DateTime) { probeTime(at: $at) }")
                .queryParam("variables", "{\"at\": \"2026-01-01T01:00:00+01:00\"}").get("/api"), 200))
                .isEqualTo(json("{\"data\": {\"probeTime\": \"2026-01-01T00:00:00Z\"}}"));
        assertThat(read(given().queryParam("query", "mutation { probeJson(json: 1) }").get("/api"), 405).has("errors")).isTrue();
        assertThat(read(given().get("/api"), 400).has("errors")).isTrue();
    }

    @Test
    void a_subscription_needs_a_socket() throws Exception {
        assertThat(post("{\"query\": \"subscription { probeThree { number } }\"}", 405).at("/errors/0/message").asText())
                .contains("WebSocket");
    }

    @Test
    void each_operation_of_a_batch_has_its_answer() throws Exception {
        List<Object> batch = new ArrayList<>(List.of(Map.of("query", "{ probeViewer }"), Map.of("query", "{ probeViewer "),
                Map.of("id", "7", "query", "{ probeViewer }"), 42));

        JsonNode answers = post(JSON.writeValueAsString(batch), 200);

        assertThat(answers).hasSize(4);
        assertThat(answers.get(0)).isEqualTo(json("{\"data\": {\"probeViewer\": \"nobody\"}}"));
        assertThat(answers.get(1).at("/errors/0/message").asText()).isEqualTo("syntax error before: ");
        assertThat(answers.get(2)).isEqualTo(json("{\"id\": \"7\", \"payload\": {\"data\": {\"probeViewer\": \"nobody\"}}}"));
        assertThat(answers.get(3).at("/errors/0/extensions/code").asText()).isEqualTo("bad_request");
    }

    @Test
    void too_much_is_refused_and_looking_at_the_schema_is_not() throws Exception {
        String deep = "{ probeItem { " + "self { ".repeat(20) + "number" + " }".repeat(22);
        StringBuilder wide = new StringBuilder("{ ");
        for (int alias = 0; alias < 1001; alias++) {
            wide.append('a').append(alias).append(": probeViewer ");
        }

        assertThat(ask(deep).at("/errors/0/extensions/code").asText()).isEqualTo("query_too_deep");
        assertThat(ask(wide + "}").at("/errors/0/extensions/code").asText()).isEqualTo("query_too_complex");
        assertThat(ask(introspection()).at("/data/__schema/types").size()).isGreaterThan(5);
    }

    @Test
    void json_comes_in_every_form_and_goes_out_as_a_string() throws Exception {
        String out = "{\"data\": {\"probeJson\": \"{\\\"a\\\":{\\\"b\\\":[1,2.50,null,true,\\\"x\\\"]}}\"}}";
        Map<String, Object> object = Map.of("a", Map.of("b", JSON.readValue("[1,2.5,null,true,\"x\"]", List.class)));
        JsonNode expected = json(out.replace("2.50", "2.5"));

        assertThat(ask("mutation { probeJson(json: \"{\\\"a\\\":{\\\"b\\\":[1,2.50,null,true,\\\"x\\\"]}}\") }"))
                .isEqualTo(json(out));
        assertThat(ask("mutation { probeJson(json: {a: {b: [1, 2.50, null, true, \"x\"]}}) }")).isEqualTo(json(out));
        assertThat(ask("mutation($j: Json) { probeJson(json: $j) }", Map.of("j", object))).isEqualTo(expected);
        assertThat(ask("mutation($i: ProbeInput) { probeJson(input: $i) }", Map.of("i", Map.of("config", object))))
                .isEqualTo(expected);
        assertThat(ask("mutation($x: Json) { probeJson(json: {a: {b: [1, $x, null, true, \"x\"]}}) }", Map.of("x", 2.5)))
                .isEqualTo(expected);
        assertThat(ask("mutation { probeJson(json: \"{nope\") }").at("/errors/0/message").asText()).contains("Json");
        assertThat(ask("mutation($j: Json) { probeJson(json: $j) }", Map.of("j", "\"\\u0000\"")).has("data")).isFalse();
    }

    @Test
    void what_was_given_is_known_also_when_it_was_null() throws Exception {
        Map<String, Object> input = new HashMap<>();
        input.put("title", null);
        input.put("pages", List.of(Map.of("at", "2026-01-01T00:00:00"), Map.of()));

        assertThat(ask("mutation($i: ProbeInput!) { probeGiven(input: $i) }", Map.of("i", input)).at("/data/probeGiven").asText())
                .isEqualTo("[pages, title] [[at], []]");
        assertThat(ask("mutation($c: Json) { probeGiven(input: {title: null, config: $c}) }").at("/data/probeGiven").asText())
                .isEqualTo("[title] []");
    }

    @Test
    void fields_of_a_list_are_loaded_at_once() throws Exception {
        assertThat(ask("{ probeItems { batched } }").at("/data/probeItems").toString())
                .isEqualTo("[{\"batched\":\"1 of 2\"},{\"batched\":\"2 of 2\"}]");
        assertThat(ask("{ one: probeItems { batched } other: probeItems { batched self { batched } } }").toString())
                .contains("2 of 2").doesNotContain("errors");
    }

    private static String introspection() {
        String type = "kind name " + "ofType { kind name ".repeat(9) + "}".repeat(9);
        return """
                query IntrospectionQuery { __schema { queryType { name } mutationType { name } subscriptionType { name }
                  types { ...FullType } directives { name description locations args { ...InputValue } } } }
                fragment FullType on __Type { kind name description
                  fields(includeDeprecated: true) { name description args { ...InputValue } type { ...TypeRef } isDeprecated }
                  inputFields { ...InputValue } interfaces { ...TypeRef } enumValues(includeDeprecated: true) { name }
                  possibleTypes { ...TypeRef } }
                fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue }
                fragment TypeRef on __Type { %s }""".formatted(type);
    }

    private static String root() throws Exception {
        return ask("{ __schema { queryType { name } } }").at("/data/__schema/queryType/name").asText();
    }

    private static Response withHeader(String header) {
        return given().header("Authorization", header).contentType("application/json")
                .body(Map.of("query", "{ probeViewer }")).post("/api");
    }

    private static JsonNode post(String body, int status) throws Exception {
        return read(given().contentType("application/json").body(body).post("/api"), status);
    }

    private static JsonNode ask(String query) throws Exception {
        return ask(query, Map.of());
    }

    private static JsonNode ask(String query, Map<String, ?> variables) throws Exception {
        return post(JSON.writeValueAsString(Map.of("query", query, "variables", variables)), 200);
    }

    private static JsonNode read(Response response, int status) throws Exception {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        return json(response.asString());
    }

    private static JsonNode json(String text) throws Exception {
        return JSON.readTree(text);
    }
}
