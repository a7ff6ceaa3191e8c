package app.proca.notify.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * How PostgreSQL came to an answer.
 *
 * @param result how many rows that has
 * @param read how many rows of tables and entries of indexes were looked at
 * @param scans what was scanned, and how
 */
public record Explained(long result, long read, List<String> scans) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public Explained {
        scans = List.copyOf(scans);
    }

    /**
     * Runs a query in both ways in which the server plans prepared ones: for these parameters, and for any.
     *
     * @param sql with parameters {@code $1}, {@code $2}, …
     * @param parameters as SQL
     */
    public static List<Explained> of(Statement statement, String sql, String... parameters) throws SQLException {
        List<Explained> both = new ArrayList<>();
        for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
            statement.execute("set local plan_cache_mode = " + mode);
            statement.execute("prepare explained as " + sql);
            try (ResultSet plan = statement.executeQuery(
                    "explain (analyze, timing off, format json) execute explained(" + String.join(", ", parameters) + ")")) {
                plan.next();
                both.add(of(JSON.readTree(plan.getString(1)).at("/0/Plan")));
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
            statement.execute("deallocate explained");
        }
        return both;
    }

    private static Explained of(JsonNode plan) {
        List<String> scans = new ArrayList<>();
        long read = gather(plan, scans);
        return new Explained(plan.get("Actual Rows").asLong(), read, scans);
    }

    private static long gather(JsonNode node, List<String> scans) {
        long read = 0;
        if (node.has("Relation Name") || node.has("Index Name")) {
            scans.add(node.get("Node Type").asText() + " " + node.path("Index Name").asText(node.path("Relation Name").asText()));
            read += node.get("Actual Loops").asLong() * (node.get("Actual Rows").asLong()
                    + node.path("Rows Removed by Filter").asLong() + node.path("Rows Removed by Index Recheck").asLong());
        }
        for (JsonNode child : node.path("Plans")) {
            read += gather(child, scans);
        }
        return read;
    }
}
