package app.proca.notify.database;

import java.sql.SQLException;

import io.vertx.sqlclient.DatabaseException;

/** Two transactions waited for each other, and PostgreSQL ended one of them: nobody did anything wrong, and it may begin anew. */
public final class Deadlock {

    private static final String STATE = "40P01";

    private Deadlock() {}

    /** Whether that is what failed. */
    public static boolean explains(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseException refused && STATE.equals(refused.getSqlState())
                    || cause instanceof SQLException ended && STATE.equals(ended.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
