package app.proca.notify.api.scalar;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import org.jspecify.annotations.Nullable;

import io.smallrye.graphql.api.CustomScalar;
import io.smallrye.graphql.api.CustomStringScalar;

/** A stored time, which is UTC, on the wire: ISO 8601 with {@code Z}; comes in with any offset. */
@CustomScalar("DateTime")
public final class DateTime implements CustomStringScalar {

    private final LocalDateTime time;

    private DateTime(LocalDateTime time) {
        this.time = time;
    }

    /** @throws java.time.format.DateTimeParseException where the text is no time with an offset */
    public DateTime(String text) {
        this(OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
    }

    /** A stored time; null stays null. */
    public static @Nullable DateTime of(@Nullable LocalDateTime stored) {
        return stored == null ? null : new DateTime(stored);
    }

    /** A stored time that is there. */
    public static DateTime stored(LocalDateTime stored) {
        return new DateTime(stored);
    }

    /** In UTC. */
    public LocalDateTime time() {
        return time;
    }

    @Override
    public String stringValueForSerialization() {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time) + "Z";
    }
}
