package app.proca.notify.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A child process that waits for this JVM's end, whether it stops or is killed, and then runs a shell script. It holds the
 * reading end of a pipe that only this JVM can write to: the end of the pipe is the end of the JVM.
 */
final class Watchdog {

    /** Control-C reaches the whole process group; the watchdog has to outlive it. */
    private static final String WAIT = "trap '' INT HUP TERM; cat >/dev/null 2>&1\n";

    private Watchdog() {}

    static void whenThisJvmEnds(String script, Map<String, String> environment, String... arguments) {
        List<String> line = new ArrayList<>(List.of("sh", "-c", WAIT + script, "watchdog"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(Redirect.DISCARD);
        builder.environment().putAll(environment);
        try {
            builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot run sh, which is to stop the local services", failure);
        }
    }
}
