package app.proca.notify.change;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Which properties of an entity an update changed, and what they were before. The time of the update itself is none of
 * them.
 */
public final class Changes {

    private static final String TOUCHED = "updatedAt";

    private final Map<String, @Nullable Object> before;

    private Changes(Map<String, @Nullable Object> before) {
        this.before = before;
    }

    /** The given properties changed; the values are the old ones. */
    public static Changes from(Map<String, @Nullable Object> before) {
        return new Changes(new HashMap<>(before));
    }

    /** What differs between two states of the same properties, in the order of {@code names}. */
    static Changes between(String[] names, @Nullable Object @Nullable [] before, @Nullable Object[] after) {
        Map<String, @Nullable Object> changed = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            Object old = before == null ? null : before[i];
            if (!names[i].equals(TOUCHED) && (before == null || !Objects.deepEquals(old, after[i]))) {
                changed.put(names[i], old);
            }
        }
        return new Changes(changed);
    }

    public boolean isEmpty() {
        return before.isEmpty();
    }

    public boolean touch(String property) {
        return before.containsKey(property);
    }

    public boolean touchAny(Collection<String> properties) {
        return properties.stream().anyMatch(before::containsKey);
    }

    /** The value before the update; null where it was null or did not change. */
    public @Nullable Object before(String property) {
        return before.get(property);
    }

    @Override
    public String toString() {
        return before.keySet().toString();
    }
}
