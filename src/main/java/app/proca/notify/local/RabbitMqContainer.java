package app.proca.notify.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** RabbitMQ in a container of its own, which is removed with the JVM; its data is in a volume of the same name. */
final class RabbitMqContainer implements LocalRabbitMq {

    private static final String IMAGE = "rabbitmq:3.13";
    private static final String NOTE = "container";
    private static final int USUAL_PORT = 5672;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String STOP_AFTERWARDS = """
            "$1" stop "$2"
            "$1" rm -f "$2"
            [ "$3" = TEMPORARY ] && "$1" volume rm -f "$2" && rm -rf "$4"
            """;

    private final String engine;
    private final String name;
    private final int port;

    private RabbitMqContainer(String engine, String name, int port) {
        this.engine = engine;
        this.name = name;
        this.port = port;
    }

    /** The first engine whose service answers. */
    static Optional<String> engine() {
        return Stream.of("docker", "podman")
                .filter(engine -> Command.find(engine).isPresent())
                .filter(engine -> Command.of(engine, "info").succeeds(Duration.ofSeconds(10)))
                .findFirst();
    }

    static RabbitMqContainer start(String engine, Path folder, Lifespan lifespan) {
        String name = "proca-notify-" + Integer.toHexString(folder.toAbsolutePath().hashCode());
        int port = lifespan == Lifespan.KEPT ? Ports.preferably(USUAL_PORT) : Ports.free();
        RabbitMqContainer container = new RabbitMqContainer(engine, name, port);
        // of an earlier JVM that was killed together with its watchdog
        Command.of(engine, "rm", "-f", name).succeeds(LIMIT);
        // the node's data is found again under its host name
        Command.of(engine, "run", "-d", "--name", name, "--hostname", "proca-notify", "-p", "127.0.0.1:" + port + ":5672",
                "-v", name + ":/var/lib/rabbitmq", IMAGE).run(LIMIT);
        Watchdog.whenThisJvmEnds(STOP_AFTERWARDS, Map.of(), engine, name, lifespan.name(),
                folder.toAbsolutePath().toString());
        container.note(folder);
        container.awaitStart();
        return container;
    }

    /** The one that was started for this folder before. */
    static Optional<RabbitMqContainer> at(Path folder) {
        Path note = folder.resolve(NOTE);
        if (!Files.exists(note)) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(note);
            return Optional.of(new RabbitMqContainer(lines.get(0), lines.get(1), Integer.parseInt(lines.get(2))));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + note, failure);
        }
    }

    /** What runs in this folder from now on is no container. */
    static void forget(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(NOTE));
    }

    private void note(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(NOTE), List.of(engine, name, Integer.toString(port)));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write into " + folder, failure);
        }
    }

    @Override
    public String url() {
        return "amqp://guest:guest@localhost:" + port + "/%2f";
    }

    @Override
    public void down() {
        control("stop_app").run(LIMIT);
    }

    @Override
    public void up() {
        control("start_app").run(LIMIT);
        control("await_startup").run(LIMIT);
    }

    @Override
    public void closeAllConnections() {
        control("close_all_connections", "closed by rabbitmqctl").run(LIMIT);
    }

    @Override
    public void freeze() {
        Command.of(engine, "pause", name).run(LIMIT);
    }

    @Override
    public void thaw() {
        Command.of(engine, "unpause", name).run(LIMIT);
    }

    @Override
    public void exhaust() {
        control("set_vm_memory_high_watermark", "0.000001").run(LIMIT);
    }

    @Override
    public void relieve() {
        control("set_vm_memory_high_watermark", "0.4").run(LIMIT);
    }

    @Override
    public void setPolicy(String name, String queues, String definition) {
        control("set_policy", "--priority", "1", "--apply-to", "queues", name, queues, definition).run(LIMIT);
    }

    @Override
    public void clearPolicy(String name) {
        control("clear_policy", name).run(LIMIT);
    }

    /** The engine answers on the published port before the broker does: ask the broker. */
    private void awaitStart() {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!control("await_startup").succeeds(LIMIT)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "RabbitMQ did not start in the container " + name + "; see: " + engine + " logs " + name);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private Command control(String... arguments) {
        return Command
                .of(Stream.concat(Stream.of(engine, "exec", name, "rabbitmqctl"), Stream.of(arguments)).toArray(String[]::new));
    }
}
