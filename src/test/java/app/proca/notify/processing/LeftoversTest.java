package app.proca.notify.processing;

import static app.proca.notify.processing.Signing.aCampaign;
import static app.proca.notify.processing.Signing.aPage;
import static app.proca.notify.processing.Signing.anOrg;
import static app.proca.notify.processing.Signing.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import app.proca.notify.action.ActionStatus;
import app.proca.notify.campaign.ActionPage;
import app.proca.notify.org.Org;
import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/** Rows that another program wrote past us, and what becomes of them. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class LeftoversTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private static final String SUPPORTER = """
            insert into supporters (campaign_id, action_page_id, fingerprint, first_name, email, processing_status, inserted_at, updated_at)
            select campaign_id, id, sha256(gen_random_uuid()::text::bytea), 'Ann', 'ann@example.org', $2::int, (now() at time zone 'utc') - $3::text::interval,
              (now() at time zone 'utc') - $4::text::interval from action_pages where id = $1 returning id""";

    private static final String ACTION = """
            insert into actions (supporter_id, action_type, campaign_id, action_page_id, processing_status, with_consent, inserted_at, updated_at)
            select id, 'petition', campaign_id, action_page_id, $2::int, true, (now() at time zone 'utc') - $3::text::interval, (now() at time zone 'utc') - $3::text::interval
            from supporters where id = $1 returning id""";

    private static final String ABOUT =
            """
            insert into notify.outbox (channel, org_id, subject, shard, kind, address, body, state)
            select 'processing', 1, 'supporter:' || $1::text, 0, 'process_actions', 'actions', $1::text || ' ' || $2::text, 'parked'""";

    @Inject
    Pool pool;
    @Inject
    Leftovers leftovers;

    private ActionPage page;

    @BeforeEach
    void a_page() {
        Org org = anOrg(each -> {});
        page = aPage(org, aCampaign(org, each -> {}));
    }

    @Test
    void what_nobody_processed_for_a_while_is_processed() {
        long left = action(supporter(0, "2 hours"), 0, "2 hours");
        long accepted = action(supporter(3, "2 hours"), 3, "2 hours");

        result(() -> leftovers.takeUp(AN_HOUR));

        await().atMost(SOON).untilAsserted(() -> assertThat(statuses(left, accepted)).containsOnly(ActionStatus.DELIVERED));
    }

    @Test
    void what_may_be_in_somebody_s_hands_or_waits_for_a_person_is_left_alone() {
        long fresh = action(supporter(0, "10 minutes"), 0, "10 minutes");
        long justConfirmed = action(supporter(3, "3 days", "1 minute"), 0, "3 days");
        long unconfirmed = action(supporter(1, "3 days"), 0, "3 days");
        long atTheModerators = action(supporter(3, "3 days"), 1, "3 days");
        long refused = action(supporter(2, "3 days"), 0, "3 days");

        result(() -> leftovers.takeUp(AN_HOUR));

        assertThat(told(fresh, justConfirmed, unconfirmed, atTheModerators, refused)).isEmpty();
    }

    @Test
    void what_a_notification_is_about_is_not_taken_up_beside_it() {
        long supporter = supporter(0, "2 hours");
        long parked = action(supporter, 0, "2 hours");
        long other = action(supporter, 0, "2 hours");
        result(() -> pool.preparedQuery(ABOUT).execute(Tuple.of(Long.toString(supporter), Long.toString(parked))));

        result(() -> leftovers.takeUp(AN_HOUR));

        assertThat(told(other)).containsExactly(supporter + " " + other);
    }

    @Test
    void however_many_there_are_all_are_processed_once() {
        List<Long> left = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            left.add(action(supporter(0, "2 hours"), 0, "2 hours"));
        }
        Long[] ids = left.toArray(Long[]::new);

        result(() -> leftovers.takeUp(AN_HOUR));
        await().atMost(SOON).untilAsserted(() -> assertThat(statuses(ids)).containsOnly(ActionStatus.DELIVERED));
        result(() -> leftovers.takeUp(AN_HOUR));

        assertThat(told(ids)).hasSize(12).doesNotHaveDuplicates();
    }

    /** Who was new, or accepted, for so long. */
    private long supporter(int status, String since) {
        return supporter(status, since, since);
    }

    private long supporter(int status, String since, String changed) {
        return id(SUPPORTER, Tuple.of(page.id, status, since, changed));
    }

    private long action(long supporter, int status, String since) {
        return id(ACTION, Tuple.of(supporter, status, since));
    }

    private long id(String insert, Tuple values) {
        return result(() -> pool.preparedQuery(insert).execute(values)).iterator().next().getLong(0);
    }

    private List<ActionStatus> statuses(Long... actions) {
        return rows("select processing_status from actions where id = any($1)", actions).stream()
                .map(row -> ActionStatus.values()[Objects.requireNonNull(row.getInteger(0))]).toList();
    }

    /** What was written of their supporters since, but for what a test parked. */
    private List<String> told(Long... actions) {
        return rows("""
                select o.body from notify.outbox o join actions a on o.subject = 'supporter:' || a.supporter_id
                where a.id = any($1) and o.channel = 'processing' and o.state <> 'parked'""", actions).stream()
                .map(row -> row.getString(0)).toList();
    }

    private List<Row> rows(String query, Long... actions) {
        RowSet<Row> found = result(() -> pool.preparedQuery(query).execute(Tuple.of(actions)));
        List<Row> rows = new ArrayList<>();
        found.forEach(rows::add);
        return rows;
    }
}
