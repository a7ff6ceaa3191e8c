package app.proca.notify.common;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.smallrye.graphql.api.CustomScalar;
import io.smallrye.graphql.api.CustomStringScalar;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Any JSON value, as the API's scalar {@code Json}: goes out as a JSON string, comes in as a JSON string or as the value
 * itself (spec/graphql.md). Holds only what a {@code jsonb} column can hold. Immutable.
 */
@CustomScalar("Json")
public final class Json implements CustomStringScalar {

    /** Beyond this a number has no sensible plain form; PostgreSQL would refuse it too. */
    private static final int LARGEST_SCALE = 1000;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final @Nullable Object value;

    private Json(@Nullable Object value) {
        this.value = value;
    }

    /**
     * The value that the text tells.
     *
     * @throws IllegalArgumentException where it is not JSON; the message does not repeat the text
     */
    public Json(String text) {
        this(plain(parse(text)));
    }

    /**
     * A value of maps, lists, texts, numbers and booleans.
     *
     * @throws IllegalArgumentException where it has no place in JSON
     */
    public static Json of(@Nullable Object value) {
        return new Json(plain(value));
    }

    /** A stored object; null stays null. */
    public static @Nullable Json stored(@Nullable JsonObject object) {
        return object == null ? null : of(object);
    }

    /**
     * For columns that hold objects.
     *
     * @throws ClientFault on that input field where this is none
     */
    public JsonObject object(String field) {
        if (value instanceof Map<?, ?> object) {
            return new JsonObject(plainObject(object));
        }
        throw ClientFault.invalid(field, "must be a JSON object");
    }

    /** Keys sorted. */
    @Override
    public String stringValueForSerialization() {
        return value == null ? "null" : WireJson.write(value);
    }

    private static @Nullable Object parse(String text) {
        try {
            return MAPPER.readValue(text, Object.class);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException("is not JSON");
        }
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Json json) {
            return json.value;
        }
        if (value instanceof JsonObject object) {
            return plainObject(object.getMap());
        }
        if (value instanceof JsonArray array) {
            return plainList(array.getList());
        }
        if (value instanceof Map<?, ?> object) {
            return plainObject(object);
        }
        if (value instanceof List<?> list) {
            return plainList(list);
        }
        return plainLeaf(value);
    }

    private static Map<String, @Nullable Object> plainObject(Map<?, ?> object) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        object.forEach((key, inner) -> plain.put(text(key.toString()), plain(inner)));
        return plain;
    }

    private static List<@Nullable Object> plainList(List<?> list) {
        List<@Nullable Object> plain = new ArrayList<>(list.size());
        list.forEach(inner -> plain.add(plain(inner)));
        return plain;
    }

    private static @Nullable Object plainLeaf(@Nullable Object value) {
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof BigDecimal number && Math.abs((long) number.scale()) > LARGEST_SCALE) {
            throw new IllegalArgumentException("has a number beyond all bounds");
        }
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        throw new IllegalArgumentException("has a " + value.getClass().getSimpleName());
    }

    private static String text(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("has a NUL character");
        }
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Json that && Objects.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(value);
    }

    @Override
    public String toString() {
        return stringValueForSerialization();
    }
}
