package app.proca.notify.common;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import org.jboss.logging.Logger;

/**
 * For a failure that every request repeats: one line, then none for a while; the next one says how many were left out. May be
 * called on any thread.
 */
public final class SeldomLog {

    private final Logger log;
    private final long pause;
    private final LongSupplier nanos;
    /** No sooner. */
    private final AtomicLong next;
    private final AtomicLong leftOut = new AtomicLong();

    public SeldomLog(Logger log, Duration pause) {
        this(log, pause, System::nanoTime);
    }

    /** @param nanos grows with time, whatever it begins with */
    SeldomLog(Logger log, Duration pause, LongSupplier nanos) {
        this.log = log;
        this.pause = pause.toNanos();
        this.nanos = nanos;
        this.next = new AtomicLong(nanos.getAsLong());
    }

    /** @param what without personal data */
    public void warn(String what) {
        long now = nanos.getAsLong();
        long due = next.get();
        if (now - due < 0 || !next.compareAndSet(due, now + pause)) {
            leftOut.incrementAndGet();
            return;
        }
        long more = leftOut.getAndSet(0);
        log.warn(more == 0 ? what : what + " (and " + more + " times more since the last such line)");
    }
}
