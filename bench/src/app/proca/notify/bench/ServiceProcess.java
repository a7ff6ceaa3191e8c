package app.proca.notify.bench;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged service, running as a process of its own. */
final class ServiceProcess implements AutoCloseable {

    /** The first administrator. */
    static final String ADMIN = "bench@example.org";
    static final String PASSWORD = "only for the benchmarks";

    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final long STOP_LIMIT_S = 60;

    private final Process process;
    private final int port;
    private final Path log;
    private final Duration readyAfter;

    private ServiceProcess(Process process, int port, Path log, Duration readyAfter) {
        this.process = process;
        this.port = port;
        this.log = log;
        this.readyAfter = readyAfter;
    }

    /** Returns when it is ready. */
    static ServiceProcess start(Lab lab, String name, String databaseUrl) throws IOException {
        return start(lab, name, databaseUrl, Map.of());
    }

    /** With more environment variables. */
    static ServiceProcess start(Lab lab, String name, String databaseUrl, Map<String, String> variables) throws IOException {
        int port = freePort();
        Path log = lab.results().resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(line(lab, name)).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
        builder.environment().putAll(variables);
        builder.environment().putAll(Map.of("DATABASE_URL", databaseUrl, "AMQP_URL", lab.amqpUrl(), "PORT",
                Integer.toString(port), "LISTEN_IP", "127.0.0.1", "ADMIN_EMAIL", ADMIN, "ADMIN_PASSWORD", PASSWORD));
        long began = System.nanoTime();
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Pause.until("the service is ready, see " + log, START_LIMIT, LOOK, () -> !process.isAlive() || isReady(port));
        if (!process.isAlive()) {
            throw new IllegalStateException("the service did not start, see " + log);
        }
        return new ServiceProcess(process, port, log, Duration.ofNanos(System.nanoTime() - began));
    }

    int port() {
        return port;
    }

    /** From the start of the process to the first answer that it is ready. */
    Duration readyAfter() {
        return readyAfter;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** The lines of its log that hold this text. */
    List<String> logged(String text) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(text)).toList();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException("the log of the service", failure);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    /** {@code BENCH_JAVA_OPTS} come last: they win over the container's. */
    private static List<String> line(Lab lab, String name) {
        List<String> line = new ArrayList<>(List.of(java(), "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
        line.addAll(JvmOptions.OF_THE_CONTAINER);
        if (lab.record()) {
            line.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + lab.results().resolve(name + ".jfr"));
        }
        Optional.ofNullable(System.getenv("BENCH_JAVA_OPTS")).filter(options -> !options.isBlank())
                .ifPresent(options -> line.addAll(List.of(options.strip().split("\\s+"))));
        line.addAll(List.of("-jar", JAR.toString()));
        return line;
    }

    static String java() {
        return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    }

    private static boolean isReady(int port) {
        try {
            HttpURLConnection question = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/q/health/ready").toURL()
                    .openConnection();
            return question.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
