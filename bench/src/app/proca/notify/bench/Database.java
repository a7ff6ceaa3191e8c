package app.proca.notify.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** What the benchmarks ask the service's database. */
final class Database {

    private Database() {}

    static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    static boolean isPending(Connection connection) {
        try {
            return number(connection, "select count(*) from (select from notify.outbox where state = 'pending' limit 1) one") > 0;
        } catch (SQLException failure) {
            throw new IllegalStateException("the outbox cannot be read", failure);
        }
    }

    /** When each message was inserted, before its commit: microseconds by message id, of those behind this row. */
    static Map<String, Long> insertedAt(Connection connection, long after) throws SQLException {
        Map<String, Long> inserted = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select message_id::text, (extract(epoch from created_at) * 1000000)::bigint"
                        + " from notify.outbox where channel = 'broker' and id > " + after)) {
            while (rows.next()) {
                inserted.put(rows.getString(1), rows.getLong(2));
            }
        }
        return inserted;
    }
}
