package app.proca.notify.common;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times as the database and the wire have them: UTC, whole seconds where stored (spec/database.md, spec/amqp.md). */
public final class Times {

    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

    private static final int LAST_YEAR = 9999;

    private Times() {}

    /** Now, as the columns of type {@code timestamp without time zone} hold it. */
    public static LocalDateTime now(Clock clock) {
        return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Whether it is a day of our era that clients can read: not all that Java knows has a place in a column. */
    public static boolean isStorable(LocalDate day) {
        return day.getYear() >= 1 && day.getYear() <= LAST_YEAR;
    }

    /** A stored time on the wire: {@code 2026-11-23T23:46:48Z}. */
    public static String wire(LocalDateTime stored) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(stored.truncatedTo(ChronoUnit.SECONDS)) + "Z";
    }

    /** An instant on the wire, whole seconds. */
    public static String wire(Instant instant) {
        return wire(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }

    /** An instant on the wire with microseconds, as {@code stage: system} messages have it. */
    public static String wireMicros(Instant instant) {
        return MICROSECONDS.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }
}
