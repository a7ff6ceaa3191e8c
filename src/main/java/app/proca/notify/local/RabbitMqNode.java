package app.proca.notify.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;

/**
 * The installed RabbitMQ as a private node: a child process with ports, node name, port mapper, data and log of its own,
 * which stops with the JVM. The instance is only a handle: all that it knows is in the folder.
 */
final class RabbitMqNode implements LocalRabbitMq {

    private static final String DEBIAN = "/usr/lib/rabbitmq/bin";
    private static final int USUAL_PORT = 5672;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String PORTS = "ports.properties";
    private static final String STOP_AFTERWARDS = """
            pid=$(cat "$1/pid")
            kill "$pid"
            tries=0
            while kill -0 "$pid" && [ $tries -lt 150 ]; do sleep 0.2; tries=$((tries + 1)); done
            kill -9 "$pid"
            epmd -kill
            rm -f "$1/pid"
            [ "$2" = TEMPORARY ] && rm -rf "$1"
            """;

    private final Path folder;
    private final Properties ports;

    private RabbitMqNode(Path folder, Properties ports) {
        this.folder = folder;
        this.ports = ports;
    }

    static boolean isInstalled() {
        return Command.find("rabbitmq-server", DEBIAN).isPresent() && Command.find("rabbitmqctl", DEBIAN).isPresent();
    }

    static RabbitMqNode start(Path folder, Lifespan lifespan) {
        try {
            Files.createDirectories(folder);
            stopLeftOver(folder);
            RabbitMqContainer.forget(folder);
            Properties ports = new Properties();
            ports.setProperty("node", Integer.toString(lifespan == Lifespan.KEPT ? Ports.preferably(USUAL_PORT) : Ports.free()));
            ports.setProperty("distribution", Integer.toString(Ports.free()));
            ports.setProperty("mapper", Integer.toString(Ports.free()));
            try (var file = Files.newBufferedWriter(folder.resolve(PORTS))) {
                ports.store(file, null);
            }
            Files.writeString(folder.resolve("plugins"), "[].\n");
            Files.writeString(folder.resolve("env.conf"), "");
            RabbitMqNode node = new RabbitMqNode(folder.toAbsolutePath(), ports);
            node.launch();
            Watchdog.whenThisJvmEnds(STOP_AFTERWARDS, node.environment(), node.folder.toString(), lifespan.name());
            return node;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot prepare a folder for RabbitMQ: " + folder, failure);
        }
    }

    /** The one that was started on this folder before. */
    static Optional<RabbitMqNode> at(Path folder) {
        Path file = folder.resolve(PORTS);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties ports = new Properties();
        try (var text = Files.newBufferedReader(file)) {
            ports.load(text);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
        return Optional.of(new RabbitMqNode(folder.toAbsolutePath(), ports));
    }

    @Override
    public String url() {
        return "amqp://guest:guest@localhost:" + ports.getProperty("node") + "/%2f";
    }

    @Override
    public void down() {
        control("stop_app");
    }

    @Override
    public void up() {
        control("start_app");
        control("await_startup");
    }

    @Override
    public void closeAllConnections() {
        control("close_all_connections", "closed by rabbitmqctl");
    }

    @Override
    public void freeze() {
        signal("-STOP");
    }

    @Override
    public void thaw() {
        signal("-CONT");
    }

    @Override
    public void exhaust() {
        control("set_vm_memory_high_watermark", "0.000001");
    }

    @Override
    public void relieve() {
        control("set_vm_memory_high_watermark", "0.4");
    }

    @Override
    public void setPolicy(String name, String queues, String definition) {
        control("set_policy", "--priority", "1", "--apply-to", "queues", name, queues, definition);
    }

    @Override
    public void clearPolicy(String name) {
        control("clear_policy", name);
    }

    private void signal(String signal) {
        try {
            Command.of("kill", signal, Files.readString(folder.resolve("pid")).strip()).run(LIMIT);
        } catch (IOException failure) {
            throw new UncheckedIOException("no RabbitMQ runs in " + folder, failure);
        }
    }

    private void control(String... arguments) {
        program("rabbitmqctl", arguments).run(LIMIT);
    }

    private void launch() {
        // Control-C reaches the whole process group: the node stops after the application, not beside it
        Process server = Command.of("sh", "-c", "trap '' INT HUP; exec \"$0\"", path("rabbitmq-server"))
                .with(environment()).loggingTo(folder.resolve("server.log")).start();
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!Ports.answers(Integer.parseInt(ports.getProperty("node")))) {
            if (!server.isAlive() || System.nanoTime() > end) {
                server.descendants().forEach(ProcessHandle::destroyForcibly);
                server.destroyForcibly();
                throw new IllegalStateException("RabbitMQ did not start; its output is in " + folder.resolve("server.log"));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static void stopLeftOver(Path folder) throws IOException {
        Path pid = folder.resolve("pid");
        if (Files.exists(pid)) {
            LeftOver.end(Files.readString(pid).strip(), "beam.smp");
            Files.deleteIfExists(pid);
        }
        Optional<RabbitMqNode> earlier = at(folder);
        if (earlier.isPresent()) {
            earlier.get().program("epmd", "-kill").succeeds(LIMIT);
        }
    }

    private Command program(String name, String... arguments) {
        String[] line = new String[arguments.length + 1];
        line[0] = path(name);
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        return Command.of(line).with(environment()).loggingTo(folder.resolve("commands.log"));
    }

    /** Debian's scripts on the PATH change to the package's user, who may not write here: its real ones come first. */
    private static String path(String program) {
        return Command.find(program, DEBIAN).map(Path::toString).orElse(program);
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("HOME", folder.toString());
        environment.put("ERL_EPMD_PORT", ports.getProperty("mapper"));
        environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
        environment.put("RABBITMQ_NODENAME", "proca-notify@localhost");
        environment.put("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1");
        environment.put("RABBITMQ_NODE_PORT", ports.getProperty("node"));
        environment.put("RABBITMQ_DIST_PORT", ports.getProperty("distribution"));
        environment.put("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString());
        environment.put("RABBITMQ_LOG_BASE", folder.resolve("log").toString());
        environment.put("RABBITMQ_PID_FILE", folder.resolve("pid").toString());
        environment.put("RABBITMQ_CONF_ENV_FILE", folder.resolve("env.conf").toString());
        environment.put("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq").toString());
        environment.put("RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("plugins").toString());
        // idle schedulers sleep instead of spinning: the machine is shared with the application
        environment.put("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "+sbwt none +sbwtdcpu none +sbwtdio none");
        return environment;
    }
}
