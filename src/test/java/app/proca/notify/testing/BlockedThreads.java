package app.proca.notify.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;

import io.quarkus.test.junit.callback.QuarkusTestAfterEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;

/**
 * Fails a test during which Vert.x reported a thread that waits: an event loop for more than two seconds, a worker for more
 * than a minute. One that works, or would if it got the processor, does not count: on a loaded machine that says nothing
 * about the code. Registered for every test on Quarkus (META-INF/services).
 */
public class BlockedThreads implements QuarkusTestBeforeEachCallback, QuarkusTestAfterEachCallback {

    /** Kept here: a logger that nobody holds is forgotten, and its handlers with it. */
    private static final Logger CHECKER = Logger.getLogger("io.vertx.core.impl.BlockedThreadChecker");
    private static final Pattern WAITING = Pattern.compile("park|wait0?|sleep\\w*|poll|(socket)?read\\w*|accept0?|connect0?");
    private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();
    private static final Handler NOTES = new Handler() {

        @Override
        public void publish(LogRecord told) {
            if (told.getThrown() != null && waits(told.getThrown().getStackTrace())) {
                FOUND.add(told.getMessage() + stack(told.getThrown()));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @Override
    public void beforeEach(QuarkusTestMethodContext test) {
        FOUND.clear();
        CHECKER.addHandler(NOTES);
    }

    @Override
    public void afterEach(QuarkusTestMethodContext test) {
        CHECKER.removeHandler(NOTES);
        check();
    }

    /** True where something has been found and not yet told. */
    static boolean areFound() {
        return !FOUND.isEmpty();
    }

    /** @throws AssertionError with the stacks of the threads that waited; they are told once */
    static void check() {
        List<String> found = new ArrayList<>(FOUND);
        FOUND.clear();
        if (!found.isEmpty()) {
            throw new AssertionError("A thread that must not wait did: " + String.join("\n", found));
        }
    }

    /** By the innermost call, which is the virtual machine's own where a thread gave the processor away. */
    static boolean waits(StackTraceElement[] stack) {
        return stack.length > 0 && stack[0].isNativeMethod() && WAITING.matcher(stack[0].getMethodName()).matches();
    }

    private static String stack(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        for (StackTraceElement element : thrown.getStackTrace()) {
            text.append("\n    at ").append(element);
        }
        return text.toString();
    }
}
