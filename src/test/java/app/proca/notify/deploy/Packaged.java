package app.proca.notify.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The package as an image runs it: with its options for the JVM, and arguments. */
final class Packaged {

    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Path OUTPUT = Path.of("target/deploy");

    private final Process process;
    private final Path output;

    private Packaged(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static Packaged start(String name, Map<String, String> environment, List<String> arguments) {
        List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
                JAR.toString()));
        line.addAll(arguments);
        try {
            Files.createDirectories(OUTPUT);
            Path output = OUTPUT.resolve(name + ".log");
            ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true)
                    .redirectOutput(Redirect.to(output.toFile()));
            builder.environment().putAll(environment);
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Packaged(process, output);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start " + JAR, failure);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    void kill() {
        process.destroyForcibly();
    }

    /** The exit code. */
    int await(long seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new IllegalStateException("did not end within " + seconds + " s, see " + output);
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    String said() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
