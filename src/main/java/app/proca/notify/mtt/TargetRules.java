package app.proca.notify.mtt;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault.Problem;
import app.proca.notify.common.Text;
import app.proca.notify.org.OrgRules;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What targets, and lists of them, may look like. */
final class TargetRules {

    private static final int MOST = 10_000;
    private static final int MOST_EMAILS = 100;
    private static final String TWICE = "is given more than once";
    private static final Pattern LOCALE = Pattern.compile("[a-z]{2}(?:_[A-Z]{2})?");

    private TargetRules() {}

    /** What is wrong with the list, whatever its targets are. */
    static List<Problem> problems(List<TargetInput> list) {
        if (list.size() > MOST) {
            return List.of(Problem.of("targets", "should have at most " + MOST + " item(s)"));
        }
        List<Problem> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int place = 0; place < list.size(); place++) {
            List<Problem> found = new ArrayList<>();
            Text.required("externalId", list.get(place).externalId(), found);
            if (!seen.add(list.get(place).externalId())) {
                found.add(Problem.of("externalId", TWICE));
            }
            for (Problem problem : found) {
                problems.add(at(place, problem));
            }
        }
        return problems;
    }

    /** @param emails the addresses that it is to have; null where they stay */
    static List<Problem> problems(Target target, @Nullable List<String> emails) {
        List<Problem> problems = new ArrayList<>();
        Text.required("name", target.name, problems);
        Text.bounded("area", target.area, problems);
        Text.matching("locale", target.locale, LOCALE, problems);
        problems.addAll(fields(target.fields));
        if (emails != null) {
            problems.addAll(emails(emails));
        }
        return problems;
    }

    /** Where in the list the problem is. */
    static Problem at(int place, Problem problem) {
        return problem.within("targets", Integer.toString(place));
    }

    private static List<Problem> fields(JsonObject fields) {
        List<Problem> problems = new ArrayList<>();
        if (fields.getMap().values().stream().allMatch(TargetRules::isFlat)) {
            Text.storable("fields", fields, problems);
        } else {
            problems.add(Problem.of("fields", "must be a map of string to values of strings or numbers, or lists of them"));
        }
        return problems;
    }

    private static boolean isFlat(@Nullable Object value) {
        return value instanceof JsonArray list ? list.getList().stream().allMatch(TargetRules::isPlain)
                : value instanceof List<?> items ? items.stream().allMatch(TargetRules::isPlain) : isPlain(value);
    }

    private static boolean isPlain(@Nullable Object value) {
        return value == null || value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    private static List<Problem> emails(List<String> emails) {
        if (emails.size() > MOST_EMAILS) {
            return List.of(Problem.of("emails", "should have at most " + MOST_EMAILS + " item(s)"));
        }
        List<Problem> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int place = 0; place < emails.size(); place++) {
            String email = emails.get(place);
            String wrong = email.isEmpty() ? "can't be blank"
                    : !OrgRules.isMailAddress(email) ? "has invalid format"
                            : !seen.add(email.toLowerCase(Locale.ROOT)) ? TWICE : null;
            if (wrong != null) {
                problems.add(Problem.of("email", wrong).within("emails", Integer.toString(place)));
            }
        }
        return problems;
    }
}
