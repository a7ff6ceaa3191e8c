package app.proca.notify.api.edge;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * One operation that a caller asks for.
 *
 * @param address where the caller is
 * @param referer the page that the caller's browser says it is on
 * @param traceparent the trace that the caller says it is part of
 */
record Request(String query, @Nullable String operationName, Map<String, @Nullable Object> variables, String address,
        @Nullable String referer, @Nullable String traceparent) {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    /** @throws Refused where it is no JSON; the message does not repeat it */
    static @Nullable Object json(byte[] body) {
        try {
            return MAPPER.readValue(body, Object.class);
        } catch (java.io.IOException malformed) {
            throw Refused.badRequest("The request is not JSON");
        }
    }

    /** @throws Refused where it is no JSON; the message does not repeat it */
    static @Nullable Object json(String text) {
        return json(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** As it goes out. */
    static String write(Object message) {
        try {
            return MAPPER.writeValueAsString(message);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("cannot write an answer as JSON", failure);
        }
    }

    /** @throws Refused where it is no operation */
    static Request of(@Nullable Object json, String address, @Nullable String referer, @Nullable String traceparent) {
        if (!(json instanceof Map<?, ?> body)) {
            throw Refused.badRequest("A request is a JSON object with query, variables and operationName");
        }
        String query = text(body, "query");
        if (query == null || query.isBlank()) {
            throw Refused.badRequest("No query document supplied");
        }
        return new Request(query, text(body, "operationName"), variables(body.get("variables")), address, referer, traceparent);
    }

    private static @Nullable String text(Map<?, ?> body, String name) {
        Object value = body.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw Refused.badRequest(name + " must be a string");
    }

    private static Map<String, @Nullable Object> variables(@Nullable Object given) {
        Object value = given instanceof String text ? text.isBlank() ? null : json(text) : given;
        Map<String, @Nullable Object> variables = new HashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, variable) -> variables.put((String) name, variable));
        } else if (value != null) {
            throw Refused.badRequest("variables must be a JSON object");
        }
        return variables;
    }
}
