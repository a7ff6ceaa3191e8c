package app.proca.notify.local;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process of an earlier JVM that its pid file still names. */
final class LeftOver {

    private static final long LIMIT_S = 30;

    private LeftOver() {}

    /** Process ids are used again: only one that runs this program counts. */
    static boolean runs(String pid, String program) {
        return find(pid, program).isPresent();
    }

    static void end(String pid, String program) {
        find(pid, program).ifPresent(LeftOver::end);
    }

    private static Optional<ProcessHandle> find(String pid, String program) {
        return pid.matches("[0-9]{1,18}")
                ? ProcessHandle.of(Long.parseLong(pid)).filter(process -> process.info().command().orElse("").endsWith(program))
                : Optional.empty();
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(LIMIT_S, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException stubborn) {
            process.destroyForcibly();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while an earlier process ended", interrupted);
        }
    }
}
