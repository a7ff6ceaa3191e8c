package app.proca.notify.cli;

import java.time.Duration;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.configuration.DurationConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as the service's settings have them: {@code 5s}, {@code 2m}, {@code 500ms}. */
final class Durations {

    private Durations() {}

    static Duration parse(String text) {
        try {
            Duration duration = DurationConverter.parseDuration(text);
            if (duration != null && !duration.isNegative() && !duration.isZero()) {
                return duration;
            }
        } catch (IllegalArgumentException notOne) {
            // told below, with the forms that are
        }
        throw new TypeConversionException("'" + text + "' is no duration like 5s, 2m or 500ms");
    }

    /** In the form that {@link #parse} takes. */
    static String tell(@Nullable Duration duration) {
        return duration == null ? "ever" : duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
