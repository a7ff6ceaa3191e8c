package app.proca.notify.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * A database as Proca leaves it, with rows in it, and a broker ({@link ProcaBroker}), for the application under test, set up as
 * during a move.
 */
public class ProcaDatabase extends Services {

    /** Makes an empty database look as if Proca had been at work in it. */
    public static void layOut(String url) {
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            statement.execute(resource("/db/migration/V1__proca.sql"));
            statement.execute(resource("/layout/rows.sql"));
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot lay out a Proca database", failure);
        }
    }

    /** After {@link Services}, which every test has: what is said here counts. */
    @Override
    public int order() {
        return 1;
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(super.start());
        settings.putAll(Map.of("proca.supporter.fingerprint-seed", "seed of proca", "proca.queues.retry-delay", "0s",
                "proca.stats.recount", "1s", "proca.webhook.allowed-addresses", "127.0.0.1",
                "quarkus.cache.caffeine.\"active-keys\".expire-after-write", "200ms"));
        return settings;
    }

    @Override
    protected void furnish(String url) {
        layOut(url);
        ProcaBroker.layOut();
    }

    private static String resource(String path) {
        try (InputStream stream = ProcaDatabase.class.getResourceAsStream(path)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + path, failure);
        }
    }
}
