package app.proca.notify.common;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What a column of text or JSON can hold, told in the words of spec/graphql.md. */
public final class Text {

    private static final int LONGEST = 255;

    private Text() {}

    /** Must be there, and fit. */
    public static void required(String field, @Nullable String value, List<Problem> problems) {
        if (value == null || value.isBlank()) {
            tell(problems, field, "can't be blank");
        } else {
            bounded(field, value, problems);
        }
    }

    /** May be absent, but must fit. */
    public static void bounded(String field, @Nullable String value, List<Problem> problems) {
        bounded(field, value, LONGEST, problems);
    }

    /** @param longest in characters, as PostgreSQL counts them */
    public static void bounded(String field, @Nullable String value, int longest, List<Problem> problems) {
        if (value != null && value.codePointCount(0, value.length()) > longest) {
            tell(problems, field, "should be at most " + longest + " character(s)");
        } else {
            storable(field, value, problems);
        }
    }

    /** May be absent and of any length, but must be a text that PostgreSQL takes. */
    public static void storable(String field, @Nullable String value, List<Problem> problems) {
        if (value != null && !isStorable(value)) {
            tell(problems, field, "has invalid format");
        }
    }

    /** Its keys and texts, at every depth, must be texts that PostgreSQL takes. */
    public static void storable(String field, JsonObject value, List<Problem> problems) {
        if (!isStorable(value.getMap())) {
            tell(problems, field, "has invalid format");
        }
    }

    /** Where it is there, it must look like this. */
    public static void matching(String field, @Nullable String value, Pattern form, List<Problem> problems) {
        if (value != null && !value.isBlank() && !form.matcher(value).matches()) {
            tell(problems, field, "has invalid format");
        }
    }

    /** The text, or null where it says nothing. */
    public static @Nullable String filled(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** What a column of so many characters can hold of it: whole characters, and none that PostgreSQL refuses. */
    public static String cut(String value, int longest) {
        int[] points = value.codePoints().filter(Text::isStorable).limit(longest).toArray();
        return new String(points, 0, points.length);
    }

    /** One problem per field: the first. */
    private static void tell(List<Problem> problems, String field, String message) {
        Problem problem = Problem.of(field, message);
        if (problems.stream().noneMatch(told -> told.field().equals(problem.field()))) {
            problems.add(problem);
        }
    }

    private static boolean isStorable(@Nullable Object value) {
        if (value instanceof String text) {
            return isStorable(text);
        }
        if (value instanceof JsonObject object) {
            return isStorable(object.getMap());
        }
        if (value instanceof JsonArray array) {
            return isStorable(array.getList());
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().allMatch(entry -> isStorable(entry.getKey()) && isStorable(entry.getValue()));
        }
        if (value instanceof List<?> list) {
            return list.stream().allMatch(Text::isStorable);
        }
        return true;
    }

    /** PostgreSQL takes neither NUL characters nor halves of surrogate pairs. */
    private static boolean isStorable(String text) {
        return text.codePoints().allMatch(Text::isStorable);
    }

    private static boolean isStorable(int point) {
        return point != 0 && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
    }
}
