package app.proca.notify.outbox;

import java.util.List;

/**
 * A piece of the log, and how far the log reached at that very moment: one snapshot of the database.
 *
 * @param entries oldest first
 * @param begin entries of live topics up to here were deleted: who has not read as far as this missed something for good
 * @param end the newest entry, whatever its channel; {@code begin} where there is none
 */
public record LogPage(List<Notification> entries, long begin, long end) {

    public LogPage {
        entries = List.copyOf(entries);
    }
}
