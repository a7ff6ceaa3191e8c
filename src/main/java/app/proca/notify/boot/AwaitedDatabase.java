package app.proca.notify.boot;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import org.postgresql.Driver;

/**
 * The service cannot begin without its database. One that is about to start is waited for, for a bounded time: both may have
 * been started together. Whatever waiting does not heal is answered with a sentence at once.
 */
final class AwaitedDatabase {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String CONNECT_LIMIT_S = "5";
    /** Classes of SQLSTATE: connection exception, insufficient resources, operator intervention (it starts, or stops). */
    private static final String TEMPORARY = "(08|53|57).*";

    private final DatabaseUrl url;

    AwaitedDatabase(DatabaseUrl url) {
        this.url = url;
    }

    /**
     * Blocks; refuses with a sentence where the database does not let the service in within that time.
     *
     * @param tell hears, once, what is waited for
     */
    void await(Duration limit, Consumer<String> tell) {
        long end = System.nanoTime() + limit.toNanos();
        boolean told = false;
        for (Optional<SQLException> obstacle = obstacle(); obstacle.isPresent(); obstacle = obstacle()) {
            String reason = obstacle.get().getMessage();
            if (!temporary(obstacle.get())) {
                throw new WrongSetting("The database at " + url + " does not let the service in: " + reason);
            }
            if (System.nanoTime() - end > 0) {
                throw new WrongSetting("The database at " + url + " is not there, after " + limit.toSeconds() + " s: " + reason);
            }
            if (!told) {
                tell.accept("Waiting up to " + limit.toSeconds() + " s for the database at " + url + ": " + reason);
                told = true;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    static boolean temporary(SQLException obstacle) {
        return obstacle.getSQLState() == null || obstacle.getSQLState().matches(TEMPORARY);
    }

    private Optional<SQLException> obstacle() {
        Properties login = new Properties();
        if (!url.user().isEmpty()) {
            login.setProperty("user", url.user());
        }
        login.setProperty("password", url.password());
        login.setProperty("connectTimeout", CONNECT_LIMIT_S);
        login.setProperty("loginTimeout", CONNECT_LIMIT_S);
        try (Connection opened = new Driver().connect(url.jdbc(), login)) {
            return opened == null ? Optional.of(new SQLException("the driver does not take this address")) : Optional.empty();
        } catch (SQLException obstacle) {
            return Optional.of(obstacle);
        }
    }
}
