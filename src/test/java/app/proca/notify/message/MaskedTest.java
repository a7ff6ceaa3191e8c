package app.proca.notify.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

class MaskedTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SAMPLES = Path.of("src/test/resources/samples");

    /** Of these nothing may be seen, but that it is missing. */
    private static final Set<String> PERSONAL = Set.of("email", "firstName", "lastName", "phone", "postcode", "country", "area",
            "address", "contactRef", "payload", "nonce", "customFields", "donation", "location", "content", "code", "acceptLink",
            "rejectLink", "message", "creator");

    static Stream<Path> samples() throws IOException {
        return Stream.of(SAMPLES.resolve("amqp"), SAMPLES.resolve("webhook")).flatMap(folder -> {
            try {
                return Files.list(folder).filter(file -> file.toString().endsWith(".json")).sorted();
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("samples")
    void no_sample_shows_anybody(Path sample) throws IOException {
        JsonNode body = body(sample);

        JsonNode masked = JSON.readTree(Masked.personalData(body.toString()));

        List<JsonNode> personal = new ArrayList<>();
        PERSONAL.forEach(key -> personal.addAll(masked.findValues(key)));
        assertThat(personal).allMatch(value -> value.isNull() || value.asText().equals(Masked.MARK));
        assertThat(masked.toString()).doesNotContain("@");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void every_sample_still_tells_what_it_is(Path sample) throws IOException {
        JsonNode body = body(sample);

        JsonNode masked = JSON.readTree(Masked.personalData(body.toString()));

        assertThat(List.copyOf(Set.copyOf(names(masked)))).containsExactlyInAnyOrderElementsOf(Set.copyOf(names(body)));
        for (String key : List.of("schema", "stage", "eventType", "timestamp", "actionId", "actionPageId", "campaignId", "orgId",
                "org")) {
            assertThat(masked.path(key)).isEqualTo(body.path(key));
        }
    }

    @Test
    void what_nobody_knows_is_masked() {
        String masked = Masked.personalData(
                "{\"schema\":\"x\",\"novel\":1,\"contact\":{\"novel\":true,\"inner\":{\"a\":1}},\"list\":[{\"a\":1}],\"none\":null}");

        assertThat(masked).isEqualTo(
                "{\"contact\":{\"inner\":\"…\",\"novel\":\"…\"},\"list\":\"…\",\"none\":null,\"novel\":\"…\",\"schema\":\"x\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "17", "jan@example.com", "[\"jan@example.com\"]", "{\"email\":", "\"jan\"" })
    void what_is_no_object_is_masked_as_a_whole(String body) {
        assertThat(Masked.personalData(body)).isEqualTo("\"…\"");
    }

    @Test
    void codes_and_links_that_answer_for_somebody_are_shown_to_nobody() throws IOException {
        JsonNode body = body(SAMPLES.resolve("amqp/event__confirm_created.add_staffer.json"));

        JsonNode shown = JSON.readTree(Masked.secrets(body.toString()));

        assertThat(shown.at("/confirm/code").asText() + shown.at("/confirm/acceptLink").asText()
                + shown.at("/confirm/rejectLink").asText()).isEqualTo("………");
        assertThat(shown.at("/confirm/email")).isEqualTo(body.at("/confirm/email"));
    }

    @Test
    void a_message_without_secrets_is_shown_as_it_is() {
        assertThat(Masked.secrets("{\"b\": 1,  \"a\": 2}")).isEqualTo("{\"b\": 1,  \"a\": 2}");
    }

    /** The body of a webhook's sample is a text. */
    private static JsonNode body(Path sample) throws IOException {
        JsonNode body = JSON.readTree(Files.readString(sample)).get("body");
        return body.isTextual() ? JSON.readTree(body.asText()) : body;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
