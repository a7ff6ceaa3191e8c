package app.proca.notify.supporter.schema;

import org.jspecify.annotations.Nullable;

/** A name as a whole and in parts: what was not given is made of what was. */
record Names(@Nullable String full, @Nullable String first, @Nullable String last) {

    static Names of(ContactDetails given) {
        String full = tidy(given.name());
        String first = tidy(given.firstName());
        String last = tidy(given.lastName());
        if (first != null) {
            return new Names(full == null ? joined(first, last) : full, first, last);
        }
        return full == null ? new Names(last, null, last) : split(full, last);
    }

    /** The first word is the first name, the rest the last one, unless that is known. */
    private static Names split(String full, @Nullable String last) {
        String[] parts = full.split("\\s+", 2);
        return new Names(full, parts[0], last == null && parts.length > 1 ? parts[1] : last);
    }

    private static String joined(String first, @Nullable String last) {
        return last == null ? first : first + " " + last;
    }

    private static @Nullable String tidy(@Nullable String name) {
        return name == null || name.isBlank() ? null : name.strip();
    }
}
