package app.proca.notify.database;

import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.util.Set;

import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;

/** Tells failures of a database that is away from failures of ours: nobody did anything wrong, and trying again helps. */
public final class Absence {

    /** It is shutting down, crashed, or does not take connections yet; or it has no connection left. */
    private static final Set<String> STATES = Set.of("57P01", "57P02", "57P03", "53300");
    private static final String CONNECTION_STATES = "08";

    private Absence() {}

    /** Whether the database, or the way to it, is what failed. */
    public static boolean explains(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isAway(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAway(Throwable cause) {
        if (cause instanceof DatabaseException refused) {
            return isAway(String.valueOf(refused.getSqlState()));
        }
        // what Hibernate makes of it
        if (cause instanceof SQLException refused) {
            return isAway(String.valueOf(refused.getSQLState()));
        }
        return cause instanceof SocketException || cause instanceof ClosedConnectionException
                || cause instanceof ClosedChannelException || cause instanceof UnknownHostException;
    }

    private static boolean isAway(String state) {
        return STATES.contains(state) || state.startsWith(CONNECTION_STATES);
    }
}
