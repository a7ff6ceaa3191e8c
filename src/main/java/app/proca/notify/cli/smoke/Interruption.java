package app.proca.notify.cli.smoke;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a run that the process is asked to end (SIGINT, SIGTERM) stop in the middle, and still clean up. */
public final class Interruption implements AutoCloseable {

    private static final long CLEAN_UP_LIMIT_S = 30;

    private final Thread run = Thread.currentThread();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "smoke-interrupted");
    private boolean cleaningUp;

    private Interruption() {}

    /** To be called by the thread that runs, and closed by it when all is done. */
    public static Interruption watch() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** From now on nothing is interrupted any more. */
    synchronized void cleanUp() {
        cleaningUp = true;
        // what came before is known by now
        var unused = Thread.interrupted();
    }

    @Override
    public void close() {
        over.countDown();
        try {
            var unused = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // the hook runs, and is let go
        }
    }

    private void end() {
        interruptUnlessCleaningUp();
        try {
            var unused = over.await(CLEAN_UP_LIMIT_S, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void interruptUnlessCleaningUp() {
        if (!cleaningUp) {
            run.interrupt();
        }
    }
}
