package app.proca.notify.action;

import java.util.List;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault.Problem;
import app.proca.notify.common.Json;
import app.proca.notify.common.Text;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What a page asks besides the contact: flat, and small, since every org that gets the action gets it (spec/processing.md). */
final class CustomFields {

    private static final String FIELD = "customFields";

    private CustomFields() {}

    /** Both kinds in one object; a key of the older kind that comes again becomes a list, in its order. */
    static JsonObject merged(@Nullable Json customFields, List<NewAction.Field> older) {
        JsonObject merged = new JsonObject();
        older.forEach(field -> merged.put(field.key(), together(merged.getValue(field.key()), field.value())));
        return customFields == null ? merged : merged.mergeIn(customFields.object(FIELD));
    }

    static void check(JsonObject fields, List<Problem> problems) {
        if (!fields.getMap().values().stream().allMatch(CustomFields::isFlat)) {
            problems.add(Problem.of(FIELD, "must be a map of string to values of strings or numbers, or lists of them"));
        } else {
            Text.storable(FIELD, fields, problems);
        }
    }

    private static Object together(@Nullable Object before, String value) {
        if (before == null) {
            return value;
        }
        return before instanceof JsonArray list ? list.add(value) : new JsonArray().add(before).add(value);
    }

    private static boolean isFlat(@Nullable Object value) {
        if (value instanceof JsonArray list) {
            return isFlatList(list.getList());
        }
        if (value instanceof List<?> list) {
            return isFlatList(list);
        }
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    private static boolean isFlatList(List<?> list) {
        return list.stream().allMatch(String.class::isInstance) || list.stream().allMatch(Number.class::isInstance);
    }
}
