package app.proca.notify.stats;

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

/** What a campaign shows of itself is read on every visit of its page: no table is read whole for it. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class ReadPlanTest {

    private static final String MUCH = """
            insert into campaigns (name, title, org_id, inserted_at, updated_at)
              select 'plan-' || n, 'Plan', (select min(id) from orgs), now(), now() from generate_series(1, 5000) n;
            insert into action_pages (name, locale, campaign_id, org_id, inserted_at, updated_at, extra_supporters)
              select 'plan/' || id || '/' || n, 'en', id, org_id, now(), now(), n % 2
              from campaigns, generate_series(1, 4) n where name like 'plan-%';
            insert into notify.counters (campaign_id, kind, key, count)
              select id, kind, n::text, n from campaigns, (values ('action'), ('area'), ('org')) kinds (kind), generate_series(1, 5) n
              where name like 'plan-%';
            insert into sources (source, medium, campaign, content, location, inserted_at, updated_at)
              select 'plan', 'plan', n::text, '', 'https://lead.example/' || n, now(), now() from generate_series(1, 20000) n;
            insert into notify.page_sightings (page_id, seen_at, source_id)
              select p.id, now(), s.id from action_pages p join sources s on s.campaign = (p.id % 20000 + 1)::text
              where p.name like 'plan/%';
            analyze campaigns, action_pages, notify.counters, sources, notify.page_sightings""";

    @Inject
    DataSource database;

    @Test
    void the_counters_of_a_campaign_are_found_by_indexes() throws SQLException {
        List<String> plan = plan(CountersTable.READ.replace("$1", "(select max(id) from campaigns)"));

        assertThat(plan).anyMatch(line -> line.contains("counters_pkey"))
                .anyMatch(line -> line.contains("action_pages_campaign_id_index"))
                .noneMatch(line -> line.contains("Seq Scan"));
    }

    @Test
    void the_sightings_of_a_campaigns_pages_are_found_by_indexes() throws SQLException {
        List<String> plan = plan(Sightings.READ.replace("$1", "array[1, 2, 3]::bigint[]"));

        assertThat(plan).anyMatch(line -> line.contains("page_sightings_pkey")).anyMatch(line -> line.contains("sources_pkey"))
                .noneMatch(line -> line.contains("Seq Scan"));
    }

    /** Among much else, in a transaction that is rolled back. */
    private List<String> plan(String select) throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(MUCH);
            List<String> plan = new ArrayList<>();
            try (ResultSet lines = statement.executeQuery("explain " + select)) {
                while (lines.next()) {
                    plan.add(lines.getString(1));
                }
            }
            connection.rollback();
            return plan;
        }
    }
}
