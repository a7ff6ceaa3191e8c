package app.proca.notify.boot;

import java.sql.SQLException;
import java.time.Duration;

import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;

import app.proca.notify.database.Layout;

/** {@code migrate}: lays out the database without Quarkus, and ends. Exit codes as everywhere. */
final class Migration {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_SETTING = 2;

    private Migration() {}

    static int run(Environment environment, Duration databaseLimit) {
        try {
            DatabaseUrl url = environment.database()
                    .orElseThrow(() -> new WrongSetting(Environment.DATABASE + " is not set. " + DatabaseUrl.FORM + "."));
            new AwaitedDatabase(url).await(databaseLimit, System.err::println);
            System.out.println("The database at " + url + " has the layout " + Layout.of(source(url)).bringUp() + ".");
            return DONE;
        } catch (WrongSetting wrong) {
            System.err.println(wrong.getMessage());
            return WRONG_SETTING;
        } catch (SQLException | FlywayException | IllegalStateException failure) {
            System.err.println(failure.getMessage());
            return FAILED;
        }
    }

    private static PGSimpleDataSource source(DatabaseUrl url) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(url.jdbc());
        if (!url.user().isEmpty()) {
            database.setUser(url.user());
        }
        database.setPassword(url.password());
        return database;
    }
}
