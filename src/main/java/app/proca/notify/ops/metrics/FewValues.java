package app.proca.notify.ops.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Keeps the values of a label few: what looks like no name of ours, and what comes when there are many, is {@code other}. */
final class FewValues {

    static final String OTHER = "other";
    private static final int MOST = 100;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.]{0,49}");

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    String of(String value) {
        if (known.contains(value)) {
            return value;
        }
        if (known.size() >= MOST || !NAME.matcher(value).matches()) {
            return OTHER;
        }
        known.add(value);
        return value;
    }
}
