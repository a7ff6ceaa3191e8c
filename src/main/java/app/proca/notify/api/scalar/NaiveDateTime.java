package app.proca.notify.api.scalar;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

import org.jspecify.annotations.Nullable;

import io.smallrye.graphql.api.CustomScalar;
import io.smallrye.graphql.api.CustomStringScalar;

/** A stored time, which is UTC, on the wire: ISO 8601 without zone. */
@CustomScalar("NaiveDateTime")
public final class NaiveDateTime implements CustomStringScalar {

    private final LocalDateTime time;

    private NaiveDateTime(LocalDateTime time) {
        this.time = time;
    }

    /** @throws java.time.format.DateTimeParseException where the text is no such time */
    public NaiveDateTime(String text) {
        this(LocalDateTime.parse(text));
    }

    public static NaiveDateTime of(LocalDateTime stored) {
        return new NaiveDateTime(stored);
    }

    /** Null stays null. */
    public static @Nullable NaiveDateTime ofNullable(@Nullable LocalDateTime stored) {
        return stored == null ? null : of(stored);
    }

    public LocalDateTime time() {
        return time;
    }

    @Override
    public String stringValueForSerialization() {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
    }
}
