package app.proca.notify.common;

import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault.Problem;

/** What a column of text can hold, told in the words of spec/graphql.md. */
public final class Text {

    private static final int LONGEST = 255;

    private Text() {
    }

    /** Must be there, and fit. */
    public static void required(String field, @Nullable String value, List<Problem> problems) {
        if (value == null || value.isBlank()) {
            problems.add(Problem.of(field, "can't be blank"));
        } else {
            bounded(field, value, problems);
        }
    }

    /** May be absent, but must fit. PostgreSQL takes no NUL character. */
    public static void bounded(String field, @Nullable String value, List<Problem> problems) {
        if (value != null && value.codePointCount(0, value.length()) > LONGEST) {
            problems.add(Problem.of(field, "should be at most " + LONGEST + " character(s)"));
        } else if (value != null && value.indexOf('\0') >= 0) {
            problems.add(Problem.of(field, "has invalid format"));
        }
    }

    /** Where it is there, it must look like this. */
    public static void matching(String field, @Nullable String value, Pattern form, List<Problem> problems) {
        if (value != null && !value.isBlank() && !form.matcher(value).matches()) {
            problems.add(Problem.of(field, "has invalid format"));
        }
    }
}
