package app.proca.notify.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A RabbitMQ node of the tests' own, as a child process with its own data folder; it ends with the JVM. */
public final class RabbitMq {

    private static final String INSTALLED = "/usr/lib/rabbitmq/bin/";
    private static final long START_LIMIT_S = 120;

    private final Path folder;
    private final int port = freePort();
    private final Map<String, String> environment;
    private Process server;

    private RabbitMq(Path folder) {
        this.folder = folder;
        this.environment = Map.of(
                "HOME", folder.toString(),
                "RABBITMQ_NODENAME", "notify-test-" + port + "@localhost",
                "RABBITMQ_NODE_PORT", Integer.toString(port),
                "RABBITMQ_DIST_PORT", Integer.toString(freePort()),
                "RABBITMQ_MNESIA_BASE", folder.resolve("data").toString(),
                "RABBITMQ_LOG_BASE", folder.resolve("log").toString(),
                "RABBITMQ_PID_FILE", folder.resolve("pid").toString(),
                "RABBITMQ_CONF_ENV_FILE", folder.resolve("env.conf").toString(),
                "RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq").toString(),
                "RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("plugins").toString());
    }

    static RabbitMq start() {
        if (!Files.isExecutable(Path.of(INSTALLED + "rabbitmq-server"))) {
            throw new IllegalStateException(
                    "the tests need RabbitMQ: install the package rabbitmq-server (its own service need not run)");
        }
        try {
            RabbitMq rabbit = new RabbitMq(Files.createTempDirectory("notify-rabbitmq"));
            Files.writeString(rabbit.folder.resolve("plugins"), "[].\n");
            Files.writeString(rabbit.folder.resolve("env.conf"), "");
            Runtime.getRuntime().addShutdownHook(new Thread(rabbit::kill));
            rabbit.up();
            return rabbit;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot prepare a folder for RabbitMQ", failure);
        }
    }

    /** What to connect to. */
    public String url() {
        return "amqp://guest:guest@localhost:" + port + "/%2f";
    }

    /** Stops the broker; its durable queues stay. */
    public void down() {
        run("rabbitmqctl", "stop_app");
    }

    /** Starts it again, or for the first time. */
    public void up() {
        if (server != null && server.isAlive()) {
            run("rabbitmqctl", "start_app");
            run("rabbitmqctl", "await_startup");
            return;
        }
        try {
            server = process("rabbitmq-server").start();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start RabbitMQ", failure);
        }
        run("rabbitmqctl", "wait", "--timeout", Long.toString(START_LIMIT_S), environment.get("RABBITMQ_PID_FILE"));
    }

    /** Closes every connection, as an operator or a failing network would. */
    public void closeAllConnections() {
        run("rabbitmqctl", "close_all_connections", "the test says so");
    }

    private void kill() {
        if (server != null) {
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly();
        }
    }

    private void run(String command, String... arguments) {
        try {
            Process process = process(command, arguments).start();
            if (!process.waitFor(START_LIMIT_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " " + List.of(arguments) + " failed, see " + folder.resolve("commands.log"));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(command + " could not be run", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(command + " was interrupted", interrupted);
        }
    }

    private ProcessBuilder process(String command, String... arguments) {
        List<String> line = new ArrayList<>(List.of(INSTALLED + command));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("commands.log").toFile()));
        builder.environment().putAll(environment);
        return builder;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException("no free port", failure);
        }
    }
}
