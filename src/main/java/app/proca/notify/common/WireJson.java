package app.proca.notify.common;

import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * JSON as it goes over the wire: keys sorted, numbers exactly as they came, {@code /} and non-ASCII not escaped
 * (spec/amqp.md, formatting facts).
 */
public final class WireJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {
    };

    private WireJson() {}

    /** @throws IllegalStateException where a message cannot be written: a bug of ours */
    public static String write(Object message) {
        try {
            return MAPPER.writeValueAsString(message);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("cannot write a " + message.getClass().getSimpleName() + " as JSON", failure);
        }
    }

    /** @throws IllegalStateException where a text of our own is not what we wrote */
    public static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("not a " + type.getSimpleName() + " in JSON: " + failure.getOriginalMessage(),
                    failure);
        }
    }

    /** The JSON object that a text is, with its keys and numbers as they are; empty where it is none. */
    public static Optional<Map<String, Object>> objectIn(String text) {
        try {
            return Optional.ofNullable(MAPPER.readValue(text, OBJECT));
        } catch (JsonProcessingException none) {
            return Optional.empty();
        }
    }

    /** A stored JSON object with its keys and numbers as they are. */
    public static Map<String, Object> object(String json) {
        try {
            return MAPPER.readValue(json, OBJECT);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("not a JSON object: " + failure.getOriginalMessage(), failure);
        }
    }
}
