package app.proca.notify.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting, in a program that does nothing else meanwhile. */
final class Pause {

    private Pause() {}

    static void of(Duration time) {
        untilNanos(System.nanoTime() + time.toNanos());
    }

    /** Looks again after each step. */
    static void until(String what, Duration limit, Duration step, BooleanSupplier reached) {
        long end = System.nanoTime() + limit.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not within " + limit + ": " + what);
            }
            of(step);
        }
    }

    static void untilNanos(long moment) {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
