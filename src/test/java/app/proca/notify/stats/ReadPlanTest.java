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

import app.proca.notify.testing.Explained;
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

    /** 20,000 in one campaign, everybody with two actions; the newest of them signed three times. */
    private static final String MANY_PEOPLE = """
            insert into campaigns (name, title, org_id, inserted_at, updated_at)
              select 'people', 'People', (select min(id) from orgs), now(), now();
            insert into action_pages (name, locale, campaign_id, org_id, inserted_at, updated_at)
              select 'people', 'en', id, org_id, now(), now() from campaigns where name = 'people';
            insert into supporters (campaign_id, action_page_id, fingerprint, area, processing_status, dupe_rank, inserted_at,
                updated_at)
              select campaign_id, id, sha256(case when n < 3 then 'x20000' else 'x' || n end::bytea), 'ZZ', 3, 0, now(), now()
              from action_pages, generate_series(1, 20000) n where name = 'people';
            insert into actions (supporter_id, action_type, fields, campaign_id, action_page_id, processing_status, with_consent,
                testing, inserted_at, updated_at)
              select id, 'petition', '{}', campaign_id, action_page_id, 4, true, false, now(), now()
              from supporters, generate_series(1, 2) where area = 'ZZ';
            analyze supporters, actions, action_pages, campaigns""";

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

    /** This one on every signature, beside everybody who signed before. */
    @Test
    void the_people_a_transaction_touches_are_found_without_all_others() throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(MANY_PEOPLE);

            List<Explained> explained = Explained.of(statement, CountersTable.SEEN, "'{" + newest(statement) + "}'");

            connection.rollback();
            assertThat(explained).allSatisfy(plan -> {
                assertThat(plan.result()).isEqualTo(12);
                assertThat(plan.read()).isLessThan(300);
                assertThat(plan.scans()).contains("Index Scan supporters_fingerprint_index")
                        .noneMatch(scan -> scan.startsWith("Seq Scan") && !scan.contains("action_pages"));
            });
        }
    }

    private static String newest(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery("select string_agg(id::text, ',') from "
                + "(select id from supporters where area = 'ZZ' order by id desc limit 10) newest")) {
            found.next();
            return found.getString(1);
        }
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
