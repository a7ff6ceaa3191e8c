package app.proca.notify.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import app.proca.notify.testing.Services;

/** Asks the service over HTTP, and takes everything but data for a failure. */
final class ApiClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(10);
    /** For what the test only prepares: the machine may be busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();

    private final String authorization;

    private ApiClient(String authorization) {
        this.authorization = authorization;
    }

    /** The administrator, by an API token: passwords are slow to check. */
    static ApiClient signedIn(URI api) {
        String login = Services.ADMIN + ":" + Services.PASSWORD;
        String basic = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        return new ApiClient("Bearer " + new ApiClient(basic).answer(api, "mutation { resetApiToken }", Map.of())
                .get("resetApiToken").asText());
    }

    /** A visitor of a page. */
    static ApiClient anonymous() {
        return new ApiClient("");
    }

    static boolean serves(URI api) {
        return anonymous().ask(api, "{ __typename }", Map.of()).isPresent();
    }

    JsonNode answer(URI api, String query, Map<String, ?> variables) {
        return ask(api, query, variables, PATIENCE).orElseThrow(() -> new IllegalStateException("no data came from " + query));
    }

    /** Empty where the request was cut off or answered with an error: whether it was done is then unknown. */
    Optional<JsonNode> ask(URI api, String query, Map<String, ?> variables) {
        return ask(api, query, variables, LIMIT);
    }

    private Optional<JsonNode> ask(URI api, String query, Map<String, ?> variables, Duration limit) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(api).timeout(limit).header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers
                            .ofByteArray(JSON.writeValueAsBytes(Map.of("query", query, "variables", variables))));
            if (!authorization.isEmpty()) {
                request.header("Authorization", authorization);
            }
            HttpResponse<byte[]> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            JsonNode answer = response.statusCode() == 200 ? JSON.readTree(response.body()) : JSON.createObjectNode();
            return answer.hasNonNull("data") && !answer.has("errors") ? Optional.of(answer.get("data")) : Optional.empty();
        } catch (IOException cutOff) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
