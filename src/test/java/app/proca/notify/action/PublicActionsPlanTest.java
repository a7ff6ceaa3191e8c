package app.proca.notify.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import app.proca.notify.testing.Explained;
import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** Anybody may ask a campaign for its newest actions, of any type: what that costs does not grow with its actions. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class PublicActionsPlanTest {

    /** A campaign of 100,000 petitions with two rare types, the older of which came first; and many that are small. */
    private static final String MUCH = """
            insert into campaigns (name, title, org_id, inserted_at, updated_at)
              select 'seen-' || n, 'Seen', (select min(id) from orgs), now(), now() from generate_series(0, 20) n;
            insert into action_pages (name, locale, campaign_id, org_id, inserted_at, updated_at)
              select 'seen/' || id, 'en', id, org_id, now(), now() from campaigns where name like 'seen-%';
            insert into actions (action_type, fields, campaign_id, action_page_id, processing_status, with_consent, testing,
                inserted_at, updated_at)
              select case when n < 20 then 'rare' when n > 49970 then 'late' else 'petition' end, '{}', c.id, p.id, 4, true, false,
                now(), now()
              from campaigns c join action_pages p on p.campaign_id = c.id, generate_series(0, 49999) n where c.name = 'seen-0';
            insert into actions (action_type, fields, campaign_id, action_page_id, processing_status, with_consent, testing,
                inserted_at, updated_at)
              select 'petition', '{}', c.id, p.id, 4, true, false, now(), now()
              from campaigns c join action_pages p on p.campaign_id = c.id, generate_series(1, 2500) n
              where c.name like 'seen-%' and c.name <> 'seen-0';
            analyze campaigns, action_pages, actions""";

    private static final String MANY = "seen-0";
    private static final String FEW = "seen-7";

    @Inject
    DataSource database;

    /** In a transaction that is rolled back. */
    @Test
    void how_many_rows_are_looked_at_does_not_depend_on_how_many_there_are() throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(MUCH);

            List<Explained> few = explained(statement, PublicActions.OF_FEW, FEW, "petition");
            List<Explained> lately = explained(statement, PublicActions.LATELY, MANY, "petition");
            List<Explained> rare = explained(statement, PublicActions.EARLIER, MANY, "rare");
            List<Explained> late = explained(statement, PublicActions.EARLIER, MANY, "late");
            List<Explained> absent = explained(statement, PublicActions.EARLIER, MANY, "absent");

            connection.rollback();
            assertThat(few).allSatisfy(plan -> {
                assertThat(plan.result()).isEqualTo(10);
                assertThat(plan.read()).isLessThan(3 * 2_500);
                assertThat(plan.scans()).noneMatch(scan -> scan.contains("actions_pkey") || scan.startsWith("Seq Scan"));
            });
            assertThat(lately).allSatisfy(plan -> {
                assertThat(plan.read()).isLessThanOrEqualTo(PublicActions.LOOKED_AT + 1);
                assertThat(plan.scans()).containsExactly("Index Scan actions_pkey");
            });
            assertThat(List.of(rare, late, absent)).flatMap(plans -> plans).allSatisfy(plan -> {
                assertThat(plan.read()).isLessThanOrEqualTo(2 * PublicActions.LOOKED_AT);
                assertThat(plan.scans()).anyMatch(scan -> scan.contains("actions_campaign_id_index"))
                        .anyMatch(scan -> scan.contains("actions_action_type_index"))
                        .noneMatch(scan -> scan.startsWith("Seq Scan"));
            });
            assertThat(rare).extracting(Explained::result).containsExactly(10L, 10L);
            assertThat(late).extracting(Explained::result).containsExactly(10L, 10L);
            assertThat(absent).extracting(Explained::result).containsExactly(0L, 0L);
        }
    }

    private static List<Explained> explained(Statement statement, String query, String campaign, String type)
            throws SQLException {
        String id;
        try (ResultSet found = statement.executeQuery("select id from campaigns where name = '" + campaign + "'")) {
            found.next();
            id = found.getString(1);
        }
        return Explained.of(statement, query.replace(":campaign", "$1").replace(":type", "$2").replace(":most", "$3"), id,
                "'" + type + "'", "10");
    }
}
