package app.proca.notify.processing;

import static app.proca.notify.processing.Signing.aCampaign;
import static app.proca.notify.processing.Signing.aPage;
import static app.proca.notify.processing.Signing.aSupporter;
import static app.proca.notify.processing.Signing.anAction;
import static app.proca.notify.processing.Signing.anOrg;
import static app.proca.notify.processing.Signing.change;
import static app.proca.notify.processing.Signing.inTransaction;
import static app.proca.notify.processing.Signing.result;
import static app.proca.notify.processing.Signing.sign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import app.proca.notify.action.Action;
import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.org.Org;
import app.proca.notify.processing.Signing.Signature;
import app.proca.notify.supporter.ProcessingStatus;
import app.proca.notify.supporter.Supporter;
import app.proca.notify.testing.Services;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** Of the signatures of one person exactly one is the first, whenever and wherever they are processed. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class RankingTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PERSON = "same@example.com";
    private static final int AT_ONCE = 200;

    @Inject
    Pool pool;
    @Inject
    Processing processing;

    private Org org;
    private Campaign campaign;
    private ActionPage page;

    @BeforeEach
    void an_org_has_a_page() {
        org = anOrg(each -> {});
        campaign = aCampaign(org, each -> {});
        page = aPage(org, campaign);
    }

    @Test
    void two_hundred_parallel_signatures_of_one_person_have_one_first_each() throws Exception {
        ActionPage otherPage = aPage(anOrg(each -> {}), campaign);
        inParallel(IntStream.range(0, AT_ONCE).<Callable<Signature>>mapToObj(
                number -> () -> sign(number % 2 == 0 ? page : otherPage, PERSON, org)).toList());

        await().atMost(SOON).until(() -> number("select count(*) from supporters where processing_status = 3 and campaign_id = "
                + campaign.id) == AT_ONCE);

        assertThat(ranks()).containsExactlyElementsOf(IntStream.range(0, AT_ONCE).boxed().toList());
        // of each page the first one is no repetition
        assertThat(number("select count(*) from actions where processing_status = 4 and campaign_id = " + campaign.id))
                .isEqualTo(2);
        assertThat(number("select count(*) from actions where processing_status = 5 and campaign_id = " + campaign.id))
                .isEqualTo(AT_ONCE - 2);
    }

    @Test
    void transactions_that_run_beside_each_other_do_not_both_rank_a_first() throws Exception {
        List<Long> supporters = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            supporters.add(signedUnseen());
        }

        inParallel(supporters.stream().<Callable<Set<Long>>>map(supporter -> () -> process(supporter)).toList());

        assertThat(ranks()).containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
    }

    @Test
    void who_is_processed_first_is_the_first_though_their_id_is_larger() {
        long early = signedUnseen();
        long late = signedUnseen();

        process(late);
        process(early);

        assertThat(rank(late)).isZero();
        assertThat(rank(early)).isEqualTo(1);
    }

    @Test
    void who_accepts_first_is_the_first_and_an_answer_to_come_does_not_count() {
        inTransaction(() -> Campaign.<Campaign>findById(campaign.id).invoke(found -> found.supporterConfirm = true));
        Signature one = sign(page, PERSON, org);
        Signature another = sign(page, PERSON, org);
        await().atMost(SOON).until(() -> confirming(one) && confirming(another));
        assertThat(List.of(rank(one.supporter().id), rank(another.supporter().id))).containsExactly(0, 0);

        accepts(another);
        await().atMost(SOON).until(() -> delivered(another));
        accepts(one);
        await().atMost(SOON).until(() -> delivered(one));

        assertThat(List.of(rank(one.supporter().id), rank(another.supporter().id))).containsExactly(1, 0);
        assertThat(number("select processing_status from actions where id = " + one.action().id)).isEqualTo(5);
    }

    @Test
    void a_rank_stays_when_the_same_supporter_does_more() {
        Signature first = sign(page, PERSON, org);
        await().atMost(SOON).until(() -> delivered(first));
        Signature second = sign(page, PERSON, org);
        await().atMost(SOON).until(() -> delivered(second));

        long share = inTransaction(() -> {
            var action = anAction(page);
            action.supporterId = first.supporter().id;
            action.withConsent = false;
            return action.<Action>persist();
        }).id;

        await().atMost(SOON).until(() -> number("select processing_status from actions where id = " + share) == 4);
        assertThat(rank(first.supporter().id)).isZero();
        assertThat(rank(second.supporter().id)).isEqualTo(1);
    }

    @Test
    void other_campaigns_and_other_people_do_not_count() {
        Signature one = sign(page, PERSON, org);
        Signature elsewhere = sign(aPage(org, aCampaign(org, each -> {})), PERSON, org);
        Signature other = sign(page, "other@example.com", org);

        await().atMost(SOON).until(() -> delivered(one) && delivered(elsewhere) && delivered(other));

        assertThat(List.of(rank(one.supporter().id), rank(elsewhere.supporter().id), rank(other.supporter().id)))
                .containsOnly(0);
    }

    /** A signature whose notification somebody else has: it is processed only when we say so. */
    private long signedUnseen() {
        Supporter supporter = aSupporter(page, PERSON);
        return result(() -> pool.withTransaction(transaction -> transaction
                .preparedQuery("""
                        insert into supporters (campaign_id, action_page_id, fingerprint, email, inserted_at, updated_at)
                        values ($1, $2, $3, $4, now(), now()) returning id""")
                .execute(Tuple.of(campaign.id, page.id,
                        Buffer.buffer(supporter.fingerprint), PERSON))
                .map(rows -> rows.iterator().next().getLong(0))
                .call(id -> transaction.preparedQuery("""
                        insert into actions (supporter_id, action_type, campaign_id, action_page_id, with_consent, inserted_at, updated_at)
                        values ($1, 'petition', $2, $3, true, now(), now())""")
                        .execute(Tuple.of(id, campaign.id, page.id)))));
    }

    @CanIgnoreReturnValue
    private Set<Long> process(long supporter) {
        return result(() -> Panache.withTransaction(() -> processing.process(List.of(Mandate.ofAll(supporter)))));
    }

    private static <T> void inParallel(List<Callable<T>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            for (Future<T> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private static void accepts(Signature signature) {
        change(() -> Supporter.<Supporter>findById(signature.supporter().id),
                supporter -> supporter.processingStatus = ProcessingStatus.ACCEPTED);
    }

    private boolean confirming(Signature signature) {
        return number("select processing_status from supporters where id = " + signature.supporter().id) == 1;
    }

    private boolean delivered(Signature signature) {
        return number("select processing_status from actions where id = " + signature.action().id) >= 4;
    }

    private int rank(long supporter) {
        return (int) number("select dupe_rank from supporters where id = " + supporter);
    }

    private List<Integer> ranks() {
        return result(
                () -> pool.query("select dupe_rank from supporters where campaign_id = " + campaign.id + " order by 1").execute()
                        .map(rows -> {
                            List<Integer> ranks = new ArrayList<>();
                            rows.forEach(row -> ranks.add(row.getInteger(0)));
                            return ranks;
                        }));
    }

    private long number(String query) {
        return result(() -> pool.query(query).execute().map(rows -> ((Number) rows.iterator().next().getValue(0)).longValue()));
    }
}
