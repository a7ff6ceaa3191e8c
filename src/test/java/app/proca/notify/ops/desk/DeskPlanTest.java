package app.proca.notify.ops.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;

/** How PostgreSQL finds what the desk shows: never by reading all that was told. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class DeskPlanTest {

    @Inject
    DataSource database;

    /** In a transaction that is rolled back: the relay sees nothing of it. */
    @Test
    void the_desk_reads_by_org_and_state_whatever_else_is_in_the_outbox() throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("""
                    insert into notify.outbox (channel, org_id, subject, shard, kind, address, body, state)
                    select 'broker', case when n % 100 = 0 then 3 else 2 end, 'campaign:' || n % 25, 2, 'test', 'org.2.event',
                      repeat('x', 300), case when n % 1000 = 0 then 'parked' else 'delivered' end
                    from generate_series(1, 20000) n""");
            statement.execute("analyze notify.outbox");

            List<List<String>> plans = new ArrayList<>();
            for (Long org : new Long[]{ 2L, 3L, null }) {
                for (Selection selection : selections(org)) {
                    plans.add(plan(statement, app.proca.notify.ops.desk.Statement
                            .outbox("o.id, o.body", selection, Long.MAX_VALUE, 50).then(" order by o.id desc").limited(50)));
                }
            }

            connection.rollback();
            assertThat(plans).allSatisfy(plan -> assertThat(plan).anyMatch(line -> line.contains("outbox_desk"))
                    .noneMatch(line -> line.contains("Seq Scan on outbox") || line.contains("outbox_pkey")));
        }
    }

    private static List<Selection> selections(Long org) {
        return Stream.of(null, "test", "rare")
                .flatMap(kind -> Stream.of(Set.<NotificationState>of(), Set.of(NotificationState.PARKED),
                        Set.of(NotificationState.DELIVERED), Set.of(NotificationState.PENDING))
                        .map(states -> new Selection(org, null, null, kind, states, null, null, null, null, null)))
                .toList();
    }

    private static List<String> plan(Statement statement, app.proca.notify.ops.desk.Statement desk) throws SQLException {
        List<String> plan = new ArrayList<>();
        try (ResultSet lines = statement.executeQuery("explain " + filled(desk.sql(), desk.parameters()))) {
            while (lines.next()) {
                plan.add(lines.getString(1));
            }
        }
        return plan;
    }

    private static String filled(String sql, Tuple parameters) {
        String filled = sql;
        for (int position = parameters.size(); position > 0; position--) {
            Object value = parameters.getValue(position - 1);
            filled = filled.replace("$" + position, value instanceof String[] texts ? "array['" + String.join("','", texts) + "']"
                    : value instanceof Number ? value.toString() : "'" + value + "'");
        }
        return filled;
    }
}
