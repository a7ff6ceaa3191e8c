package app.proca.notify.stats;

import java.time.LocalDateTime;
import java.util.Optional;

import org.eclipse.microprofile.graphql.Enum;

/** Whether actions come in on a page (spec/graphql.md). */
@Enum("ActionPageStatus")
public enum PageStatus {
    /** Ready for its first action, or without one for a year. */
    STANDBY,
    /** Actions come in. */
    ACTIVE,
    /** No action came for a month. */
    STALLED;

    /** @param seen when the newest action came, in the same time zone as {@code now} */
    public static PageStatus of(Optional<LocalDateTime> seen, LocalDateTime now) {
        if (seen.isEmpty() || !seen.get().isAfter(now.minusYears(1))) {
            return STANDBY;
        }
        return seen.get().isAfter(now.minusMonths(1)) ? ACTIVE : STALLED;
    }
}
