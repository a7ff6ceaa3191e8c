package app.proca.notify.common;

import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/**
 * An input together with the names of the fields that the caller gave: a field that is absent stays as it is, one that is
 * given as null is cleared.
 *
 * @param fields camelCase, as in the API
 */
public record Given<T>(T input, Set<String> fields) {

    public Given {
        fields = Set.copyOf(fields);
    }

    public boolean has(String field) {
        return fields.contains(field);
    }

    /** Hands on the field's value, be it null, where the caller gave it. */
    @CanIgnoreReturnValue
    public <V> Given<T> apply(String field, Function<T, @Nullable V> read, Consumer<@Nullable V> set) {
        if (has(field)) {
            set.accept(read.apply(input));
        }
        return this;
    }

    /** For columns without null: hands on the field's value where the caller gave one; null leaves it as it is. */
    @CanIgnoreReturnValue
    public <V> Given<T> applyValue(String field, Function<T, @Nullable V> read, Consumer<V> set) {
        V value = has(field) ? read.apply(input) : null;
        if (value != null) {
            set.accept(value);
        }
        return this;
    }
}
