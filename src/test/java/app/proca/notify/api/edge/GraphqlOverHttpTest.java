package app.proca.notify.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import app.proca.notify.testing.Node;
import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** What the specification of GraphQL over HTTP says that a server must and should do, asked by its own audits. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class GraphqlOverHttpTest {

    @Test
    void all_that_it_must_and_should_do_it_does() {
        JsonNode answers = Node.run("audits.js", Map.of("url", "http://localhost:" + RestAssured.port + "/api"));

        assertThat(answers).hasSize(61).filteredOn(answer -> !answer.get("name").asText().startsWith("MAY ")).hasSize(36)
                .allSatisfy(answer -> assertThat(answer.get("status").asText()).as(answer.toString()).isEqualTo("ok"));
    }
}
