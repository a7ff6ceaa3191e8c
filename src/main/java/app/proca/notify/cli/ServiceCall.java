package app.proca.notify.cli;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** One operation, asked over HTTP as any client does. */
final class ServiceCall {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Mutations answer at once; one that waits for a lock does so for a while. */
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int OK = 200;

    private final ServiceAddress service;

    ServiceCall(ServiceAddress service) {
        this.service = service;
    }

    /**
     * What the service answers to it, {@code SUCCESS} for example; fails with what it has against it.
     *
     * @param document of one field
     */
    String status(String field, String document, Map<String, Object> variables) {
        JsonNode status = data(field, document, variables);
        if (!status.isTextual()) {
            throw new Failed("At " + service + " somebody answers who is not the service.");
        }
        return status.asText();
    }

    /**
     * What the service answers to it; fails with what it has against it.
     *
     * @param document of one field
     */
    JsonNode data(String field, String document, Map<String, Object> variables) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("query", document);
        body.put("variables", variables);
        JsonNode answer = post(written(body));
        if (answer.path("errors").isArray() && !answer.path("errors").isEmpty()) {
            StringJoiner messages = new StringJoiner("; ");
            answer.path("errors").forEach(error -> messages.add(error.path("message").asText()));
            throw new Failed("The service at " + service + " refuses: " + messages + ".");
        }
        JsonNode data = answer.path("data").path(field);
        if (data.isMissingNode() || data.isNull()) {
            throw new Failed("At " + service + " somebody answers who is not the service.");
        }
        return data;
    }

    private JsonNode post(String body) {
        HttpRequest request = HttpRequest.newBuilder(service.api()).timeout(ANSWER)
                .header("Content-Type", "application/json").header("Authorization", service.authorization())
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        try {
            var answer = HttpClient.newBuilder().connectTimeout(CONNECT).build().send(request, BodyHandlers.ofString());
            return read(answer.body(), answer.statusCode());
        } catch (IOException failure) {
            throw new Failed("The service does not answer at " + service + ": " + reason(failure) + ".");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Failed("Waiting for the service was interrupted.");
        }
    }

    private JsonNode read(String body, int status) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException other) {
            throw new Failed("At " + service + " somebody answers who is not the service"
                    + (status == OK ? "." : ", with HTTP " + status + "."));
        }
    }

    private static String reason(IOException failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static String written(Map<String, Object> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("a request cannot be written as JSON", failure);
        }
    }
}
