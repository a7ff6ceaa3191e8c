package app.proca.notify.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A real PostgreSQL as a child process with its own data folder; it stops with the JVM. The instance is only a handle: all
 * that it knows is in the folder, so that any class loader of this JVM can make one.
 */
public final class LocalPostgres {

    private static final int USUAL_PORT = 5432;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String STOP_AFTERWARDS = """
            "$@" -D "$DATA" -m fast -w stop
            [ "$LIFESPAN" = TEMPORARY ] && rm -rf "$DATA" "$(dirname "$DATA")"
            """;

    /** It tells every step, and all that PostgreSQL says; held here, or its level would be forgotten. */
    private static final Logger CHATTER = Logger.getLogger("io.zonky.test.db.postgres");

    private final Path data;

    private LocalPostgres(Path data) {
        this.data = data;
    }

    /** Starts it on this data folder, which is filled at the first start. */
    public static LocalPostgres start(Path data, Lifespan lifespan) {
        LocalPostgres postgres = new LocalPostgres(data.toAbsolutePath());
        postgres.stopLeftOver();
        postgres.launch(lifespan == Lifespan.KEPT ? Ports.preferably(USUAL_PORT) : Ports.free());
        Watchdog.whenThisJvmEnds(STOP_AFTERWARDS,
                Map.of("DATA", postgres.data.toString(), "LIFESPAN", lifespan.name()),
                postgres.pgCtl().toArray(String[]::new));
        return postgres;
    }

    /** One that was started on this folder before. */
    public static LocalPostgres at(Path data) {
        return new LocalPostgres(data.toAbsolutePath());
    }

    /** As {@code DATABASE_URL} takes it. */
    public String url(String database) {
        return "postgresql://postgres:postgres@localhost:" + port() + "/" + database;
    }

    /** Breaks off all connections and stops; what was committed stays. */
    public void down() {
        control("-m", "fast", "stop");
    }

    /** Ends it at once, as a crash would: the next start recovers from the log. */
    public void crash() {
        control("-m", "immediate", "stop");
    }

    /** Starts it again on the same port. */
    public void up() {
        control("-l", data.resolve("server.log").toString(), "-o", lastOptions(), "start");
    }

    private void launch(int port) {
        try {
            Files.createDirectories(data.getParent());
            CHATTER.setLevel(Level.WARNING);
            EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPort(port)
                    // zonky turns it off, but a commit has to survive the server's end
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start a PostgreSQL in " + data, failure);
        }
    }

    private void stopLeftOver() {
        if (Files.exists(data.resolve("postmaster.pid")) && LeftOver.runs(firstLine("postmaster.pid"), "postgres")) {
            down();
        }
    }

    private int port() {
        try {
            return Integer.parseInt(Files.readAllLines(data.resolve("postmaster.pid")).get(3).strip());
        } catch (IOException failure) {
            throw new UncheckedIOException("PostgreSQL does not run in " + data, failure);
        }
    }

    private void control(String... arguments) {
        List<String> line = new ArrayList<>(pgCtl());
        line.addAll(List.of("-D", data.toString(), "-w"));
        line.addAll(List.of(arguments));
        Command.of(line.toArray(String[]::new)).loggingTo(data.resolve("control.log")).run(LIMIT);
    }

    /** PostgreSQL refuses to be run by root: root takes off its rights as zonky does. */
    private List<String> pgCtl() {
        String server = firstLine("postmaster.opts").split(" ", 2)[0];
        String control = Path.of(server).resolveSibling("pg_ctl").toString();
        return Root.isUser() ? List.of("unshare", "-U", control) : List.of(control);
    }

    private String lastOptions() {
        return firstLine("postmaster.opts").split(" ", 2)[1];
    }

    private String firstLine(String file) {
        try {
            return Files.readAllLines(data.resolve(file)).get(0).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + data.resolve(file), failure);
        }
    }
}
