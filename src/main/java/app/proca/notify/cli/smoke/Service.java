package app.proca.notify.cli.smoke;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import app.proca.notify.cli.smoke.receipt.NotSeen;
import app.proca.notify.cli.smoke.receipt.Patience;
import app.proca.notify.cli.smoke.receipt.Subscription;

/** The service as its callers see it. */
final class Service {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final URI api;
    private final String authorization;

    /** @param authorization the header of who asks; a secret */
    Service(URI api, String authorization) {
        this.api = api;
        this.authorization = authorization;
    }

    /** The data of the one field of the document, asked by whom the run was given; fails with what the service has against it. */
    JsonNode ask(String document, Map<String, ?> variables) throws InterruptedException {
        return data(post(document, variables, authorization));
    }

    /** The same, asked by nobody in particular, as a page's visitor does. */
    JsonNode askAnonymously(String document, Map<String, ?> variables) throws InterruptedException {
        return data(post(document, variables, ""));
    }

    /** Empty where there is no such thing. */
    Optional<JsonNode> find(String document, Map<String, ?> variables) throws InterruptedException {
        JsonNode answer = post(document, variables, authorization);
        return "not_found".equals(answer.at("/errors/0/extensions/code").asText()) ? Optional.empty() : Optional.of(data(answer));
    }

    Subscription subscribe(String query, Patience patience) throws InterruptedException {
        return Subscription.open(api, authorization, query, patience);
    }

    /** What is at a path of the service: redirects are not followed. */
    HttpResponse<String> get(URI path) throws InterruptedException {
        return send(HttpRequest.newBuilder(at(path)).timeout(ANSWER).build());
    }

    /** Where a path of the service is: {@code /api} is below the same root. */
    private URI at(URI path) {
        return URI.create(api.toString().replaceFirst("/api$", "") + path);
    }

    private JsonNode post(String document, Map<String, ?> variables, String by) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(api).timeout(ANSWER).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(written(Map.of("query", document, "variables", variables))));
        if (!by.isEmpty()) {
            request.header("Authorization", by);
        }
        HttpResponse<String> answer = send(request.build());
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException other) {
            throw new NotSeen("at " + api + " somebody answers who is not the service, with HTTP " + answer.statusCode());
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new NotSeen("the service does not answer at " + request.uri() + ": "
                    + (failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage()));
        }
    }

    private static JsonNode data(JsonNode answer) {
        if (answer.path("errors").isArray() && !answer.path("errors").isEmpty()) {
            StringJoiner messages = new StringJoiner("; ");
            answer.path("errors").forEach(error -> messages.add(error.path("message").asText()));
            throw new NotSeen("the service refuses: " + messages);
        }
        JsonNode data = answer.path("data");
        if (!data.isObject() || data.isEmpty()) {
            throw new NotSeen("the answer has no data");
        }
        return data.elements().next();
    }

    private static String written(Map<String, ?> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("a request cannot be written as JSON", failure);
        }
    }
}
