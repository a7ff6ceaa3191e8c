package app.proca.notify.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

class JsonTest {

    @Test
    void text_comes_out_with_sorted_keys_and_its_numbers_as_they_were() {
        Json json = new Json("{\"portal\": [\"x\", 1.10], \"layout\": {\"b\": null, \"a\": 1}}");

        assertThat(json).hasToString("{\"layout\":{\"a\":1,\"b\":null},\"portal\":[\"x\",1.10]}");
    }

    @Test
    void stored_objects_within_objects_come_out_as_objects() {
        JsonObject stored = new JsonObject().put("inner", new JsonObject().put("list", new JsonArray().add(1)));

        assertThat(Json.stored(stored)).hasToString("{\"inner\":{\"list\":[1]}}");
        assertThat(Json.stored(null)).isNull();
    }

    @Test
    void the_same_value_is_equal_whatever_it_came_from() {
        assertThat(new Json("{\"a\":[true,\"b\"]}")).isEqualTo(Json.of(Map.of("a", List.of(true, "b"))));
    }

    @Test
    void only_an_object_is_an_object() {
        assertThat(new Json("{\"a\":1.5}").object("config")).isEqualTo(new JsonObject().put("a", new BigDecimal("1.5")));
        assertThatThrownBy(() -> new Json("[1]").object("config")).isInstanceOf(ClientFault.class)
                .hasMessage("must be a JSON object");
    }

    @Test
    void what_a_column_cannot_hold_is_refused() {
        for (String text : List.of("", "{", "{} {}", "\"\\u0000\"", "{\"\\u0000\":1}", "1e100000", "nope")) {
            assertThatThrownBy(() -> new Json(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
