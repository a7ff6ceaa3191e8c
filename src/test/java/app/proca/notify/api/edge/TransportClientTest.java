package app.proca.notify.api.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import app.proca.notify.testing.Node;
import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

/** {@code graphql-transport-ws} as the client of graphql-ws speaks it, and each code that its protocol closes a socket with. */
@QuarkusTest
@QuarkusTestResource(Services.class)
@TestProfile(ShortLimits.class)
class TransportClientTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void the_client_of_graphql_ws_is_served_and_one_that_breaks_the_protocol_is_closed_with_its_code() throws Exception {
        int ended = EdgeProbe.ENDED.get();

        JsonNode answers = Node.run("transport.js", Map.of("url", "ws://localhost:" + RestAssured.port + "/api",
                "authorization", basic(Services.PASSWORD), "wrong", basic("wrong")));

        JsonNode client = answers.get("client");
        assertThat(client.get("query")).isEqualTo(json("""
                {"results": [{"data": {"probeViewer": "%s"}}], "end": "complete"}""".formatted(Services.ADMIN)));
        assertThat(client.get("stream")).isEqualTo(json("""
                {"results": [{"data": {"probeThree": {"number": 1}}}, {"data": {"probeThree": {"number": 2}}},
                 {"data": {"probeThree": {"number": 3}}}], "end": "complete"}"""));
        assertThat(client.at("/broken/results")).hasSize(1);
        assertThat(client.at("/broken/end/0/extensions/code").asText()).isEqualTo("not_found");
        assertThat(client.at("/invalid/results")).isEmpty();
        assertThat(client.at("/invalid/end/0/message").asText()).contains("nothing");
        assertThat(client.get("flood").asInt()).isEqualTo(3);
        assertThat(client.get("stillOpen").asBoolean()).isTrue();
        await().atMost(Duration.ofSeconds(15)).until(() -> EdgeProbe.ENDED.get() >= ended + 2);
        assertThat(answers.get("forbidden").asInt()).isEqualTo(4403);
        assertThat(answers.get("codes")).isEqualTo(json("""
                {"no JSON": 4400, "no object": 4400, "bytes": 1003, "no type": 4400, "an unknown type": 4400,
                 "a type of the server's": 4400, "a ping with a text": 4400, "no id": 4400, "no query": 4400,
                 "variables that are none": 4400, "the end of nothing": 4400,
                 "an operation before the introduction": 4401, "an operation during the introduction": 4401,
                 "a wrong password": 4403, "silence": 4408, "an id twice": 4409, "two introductions": 4429,
                 "two introductions at once": 4429, "another subprotocol": 4406}"""));
    }

    private static String basic(String password) {
        return "Basic " + Base64.getEncoder().encodeToString((Services.ADMIN + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode json(String text) throws Exception {
        return JSON.readTree(text);
    }
}
