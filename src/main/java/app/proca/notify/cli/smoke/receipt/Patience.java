package app.proca.notify.cli.smoke.receipt;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How long something may take before it counts as not come.
 *
 * @param limit more than nothing
 */
public record Patience(Duration limit) {

    private static final long BETWEEN_LOOKS_MS = 50;

    /** A look at something, from time to time. */
    public interface Look<T> {

        /** Empty as long as it is not there. */
        Optional<T> see() throws InterruptedException;
    }

    /**
     * Looks until it is there.
     *
     * @param what for the complaint, like {@code the queue cus.2.deliver}
     */
    public <T> T until(String what, Look<T> look) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        Optional<T> seen = look.see();
        while (seen.isEmpty()) {
            if (System.nanoTime() > end) {
                throw missing(what);
            }
            Thread.sleep(BETWEEN_LOOKS_MS);
            seen = look.see();
        }
        return seen.get();
    }

    NotSeen missing(String what) {
        return new NotSeen(what + " did not come within " + limit.toString().substring("PT".length()).toLowerCase(Locale.ROOT));
    }
}
