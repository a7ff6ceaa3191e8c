package app.proca.notify.cli.smoke.receipt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/** What came so far, in its order, for whoever waits for it. */
public final class Heard<T> {

    private final List<T> all = new ArrayList<>();
    private @Nullable String end;

    synchronized void add(T one) {
        all.add(one);
        notifyAll();
    }

    /** Nothing will come any more. */
    synchronized void end(String reason) {
        if (end == null) {
            end = reason;
        }
        notifyAll();
    }

    /** All that came. */
    public synchronized List<T> all() {
        return List.copyOf(all);
    }

    /**
     * The first that is wanted, which may have come before.
     *
     * @param what for the complaint
     */
    public synchronized T await(String what, Patience patience, Predicate<T> wanted) throws InterruptedException {
        long until = System.nanoTime() + patience.limit().toNanos();
        while (true) {
            Optional<T> found = all.stream().filter(wanted).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            if (end != null) {
                throw new NotSeen(what + " did not come: " + end);
            }
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw patience.missing(what);
            }
            wait(left);
        }
    }
}
