package app.proca.notify.api.auth;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** Where something is among a token's claims: names with dots between, {@code []} for all of a list: {@code emails.[].email}. */
record ClaimPath(List<String> names) {

    private static final String ALL = "[]";

    ClaimPath {
        names = List.copyOf(names);
    }

    static ClaimPath parse(String text) {
        return new ClaimPath(List.of(text.strip().split("[. ]")));
    }

    /** The first value that is there. */
    Optional<Object> in(Map<String, ?> claims) {
        Stream<Object> found = Stream.of(claims);
        for (String name : names) {
            found = found.flatMap(value -> below(value, name));
        }
        return found.findFirst();
    }

    private static Stream<Object> below(Object value, String name) {
        if (name.equals(ALL)) {
            return value instanceof List<?> list ? present(list.stream()) : Stream.of();
        }
        return value instanceof Map<?, ?> object ? present(Stream.ofNullable(object.get(name))) : Stream.of();
    }

    private static Stream<Object> present(Stream<? extends @Nullable Object> values) {
        return values.filter(Objects::nonNull).map(Objects::requireNonNull);
    }
}
