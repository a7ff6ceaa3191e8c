package app.proca.notify.mail.alert;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import app.proca.notify.queue.work.Trouble;

/** What has to be told of a queue. */
enum Alert {

    /** Nothing new. */
    NOTHING,
    /** That messages do not arrive. */
    MISSED,
    /** That messages arrive again. */
    RECOVERED,
    /** Nothing; but it is over, because nobody tries any more: the next time is another one. */
    OVER;

    /**
     * One mail when it lasts too long, one when a message was taken after that; of the first no second one within the quiet
     * time, and then only where it still lasts.
     *
     * @param before what the owners know; null where they know nothing
     */
    static Alert of(@Nullable Told before, Trouble trouble, Instant now, AlertSettings settings) {
        boolean open = before != null && before.open();
        if (trouble.lastsFor(settings.after(), now)) {
            boolean quiet = before != null && now.isBefore(before.at().plus(settings.quiet()));
            return open || quiet ? NOTHING : MISSED;
        }
        if (before == null || !open) {
            return NOTHING;
        }
        if (trouble.takenAt() != null && trouble.takenAt().isAfter(before.since())) {
            return RECOVERED;
        }
        return trouble.lastsFor(Duration.ZERO, now) ? NOTHING : OVER;
    }
}
