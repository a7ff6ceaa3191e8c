package app.proca.notify.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/** The packaged application as a process of its own, which can be hurt. It keeps its port over every start. */
final class ServiceProcess {

    private static final Path LOGS = Path.of("target/faults");
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final long SIGNAL_LIMIT_S = 10;

    private final String name;
    private final int port = freePort();
    private final Map<String, String> environment;
    private @Nullable Process process;

    /** @param environment what the service is configured with */
    ServiceProcess(String name, Map<String, String> environment) {
        this.name = name;
        this.environment = Map.copyOf(environment);
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    URI api() {
        return URI.create("http://127.0.0.1:" + port + "/api");
    }

    /** Does not wait until it serves. */
    ServiceProcess start() {
        ProcessBuilder builder = new ProcessBuilder(Packaged.command(List.of())).redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log().toFile()));
        builder.environment().putAll(environment);
        builder.environment().putAll(Map.of("PORT", Integer.toString(port), "LISTEN_IP", "127.0.0.1"));
        try {
            Files.createDirectories(LOGS);
            process = builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start the packaged application: " + builder.command(), failure);
        }
        return this;
    }

    ServiceProcess awaitServing() {
        await().atMost(START_LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> {
            if (!isAlive()) {
                throw new IllegalStateException("the service ended instead of serving; see " + log());
            }
            return ApiClient.serves(api());
        });
        return this;
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** SIGKILL: nothing of it runs any more. */
    void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            awaitEnd(running, Duration.ofSeconds(SIGNAL_LIMIT_S));
        }
    }

    /** SIGTERM. */
    void terminate() {
        running().destroy();
    }

    /** SIGSTOP: it stands still, with all that it holds. */
    void freeze() {
        signal("-STOP");
    }

    /** SIGCONT. */
    void thaw() {
        signal("-CONT");
    }

    /** The exit code of a process that ends within this time. */
    int awaitExit(Duration limit) {
        return awaitEnd(running(), limit);
    }

    Path log() {
        return LOGS.resolve(name + ".log");
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return process;
    }

    private void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("kill", signal, Long.toString(running().pid())).start();
            awaitEnd(kill, Duration.ofSeconds(SIGNAL_LIMIT_S));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot run kill", failure);
        }
    }

    private static int awaitEnd(Process process, Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the process did not end within " + limit);
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a process ended", interrupted);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException("this machine has no free port", failure);
        }
    }
}
