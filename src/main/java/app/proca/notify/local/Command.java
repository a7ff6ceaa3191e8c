package app.proca.notify.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/** A program of this machine with its arguments, environment and log file. */
record Command(List<String> line, Map<String, String> environment, Path log) {

    private static final Path NOWHERE = Path.of(File.separatorChar == '/' ? "/dev/null" : "NUL");

    Command {
        line = List.copyOf(line);
        environment = Map.copyOf(environment);
    }

    static Command of(String... line) {
        return new Command(List.of(line), Map.of(), NOWHERE);
    }

    Command with(Map<String, String> more) {
        return new Command(line, more, log);
    }

    Command loggingTo(Path file) {
        return new Command(line, environment, file);
    }

    /** The program's full path, looked up in these folders first and then on the PATH. */
    static Optional<Path> find(String program, String... folders) {
        Stream<String> path = Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator));
        return Stream.concat(Stream.of(folders), path)
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The program keeps running after this returns. */
    Process start() {
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot run " + line.get(0), failure);
        }
    }

    /** Waits until it ends; a failure may be of no interest. */
    @CanIgnoreReturnValue
    boolean succeeds(Duration limit) {
        Process process;
        try {
            process = start();
        } catch (UncheckedIOException notThere) {
            return false;
        }
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(line.get(0) + " was interrupted", interrupted);
        }
    }

    void run(Duration limit) {
        if (!succeeds(limit)) {
            throw new IllegalStateException(String.join(" ", new ArrayList<>(line)) + " failed; its output is in " + log);
        }
    }
}
