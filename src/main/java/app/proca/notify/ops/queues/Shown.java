package app.proca.notify.ops.queues;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

import app.proca.notify.api.scalar.DateTime;

/** How times are shown: whole seconds. */
final class Shown {

    private Shown() {}

    static @Nullable DateTime at(@Nullable Instant instant) {
        return instant == null ? null
                : DateTime.of(LocalDateTime.ofInstant(instant, ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS));
    }
}
