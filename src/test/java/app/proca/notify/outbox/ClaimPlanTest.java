package app.proca.notify.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** How PostgreSQL finds what the relay is to deliver. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class ClaimPlanTest {

    private static final String SELECT = OutboxTable.CLAIM.replace("$1", "2").replace("$2", "100")
            .replace("$3", "array['broker']").replace("$4", "array[]::text[]")
            .replace("$5", "0");

    @Inject
    DataSource database;

    /** In a transaction that is rolled back: the relay sees nothing of it. */
    @Test
    void what_is_delivered_is_not_read_even_where_the_planner_takes_all_for_pending() throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("""
                    insert into notify.outbox (channel, org_id, subject, shard, kind, address, body, state)
                    select 'broker', 2, 'campaign:' || n % 25, 2, 'test', 'org.2.event', repeat('x', 300), 'pending'
                    from generate_series(1, 20000) n""");
            statement.execute("analyze notify.outbox");
            statement.execute("update notify.outbox set state = 'delivered' where shard = 2 and id in "
                    + "(select id from notify.outbox where shard = 2 order by id limit 19000)");

            List<String> plan = plan(statement);

            connection.rollback();
            assertThat(plan).anyMatch(line -> line.contains("outbox_pending"))
                    .noneMatch(line -> line.contains("Seq Scan") || line.contains("outbox_pkey"));
        }
    }

    private static List<String> plan(Statement statement) throws SQLException {
        List<String> plan = new ArrayList<>();
        try (ResultSet lines = statement.executeQuery("explain " + SELECT)) {
            while (lines.next()) {
                plan.add(lines.getString(1));
            }
        }
        return plan;
    }
}
