package app.proca.notify.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;

import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import app.proca.notify.action.Action;
import app.proca.notify.action.ActionStatus;
import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.CampaignCounters;
import app.proca.notify.campaign.CampaignStats;
import app.proca.notify.supporter.ProcessingStatus;
import app.proca.notify.supporter.Supporter;
import app.proca.notify.testing.Api;
import app.proca.notify.testing.NothingProcessed;
import app.proca.notify.testing.Services;
import app.proca.notify.testing.Signatures;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/** Counters in the real database, against a recount of the rows that does not share a line with them. */
@QuarkusTest
@TestProfile(NothingProcessed.class)
@QuarkusTestResource(Services.class)
class CountersTest {

    private static final String LOCKED_ACTION = "from Action a where a.id = :id";
    private static final String LOCKED_SUPPORTER = "from Supporter s where s.id = :id";

    @Inject
    Pool pool;
    @Inject
    CampaignCounters counters;
    @Inject
    CountersTable table;

    private ActionPage lead;
    private ActionPage partner;

    @BeforeEach
    void a_campaign_has_a_page_of_its_lead_and_one_of_a_partner() {
        String org = Api.addOrg();
        String campaign = Api.addCampaign(org);
        lead = Signatures.aPage(org, campaign);
        partner = Signatures.aPage(Api.addOrg(), campaign);
    }

    @Test
    void a_campaign_where_nobody_acted_has_none() {
        assertThat(stats()).isEqualTo(new CampaignStats(0, Map.of(), Map.of(), Map.of()));
    }

    @Test
    void an_action_counts_when_it_is_accepted_and_no_earlier() {
        Supporter supporter = store(Signatures.aSupporter(lead, "ann"));
        Action action = store(Signatures.anAction(lead, supporter.id, "petition", ActionStatus.NEW));
        CampaignStats waiting = stats();

        change(supporter.id, action.id, ProcessingStatus.ACCEPTED, 0, ActionStatus.DELIVERED);

        assertThat(waiting.supporterCount()).isZero();
        assertThat(stats()).isEqualTo(new CampaignStats(1, Map.of("PL", 1L), Map.of(lead.orgId, 1L), Map.of("petition", 1L)));
    }

    @Test
    void what_is_rolled_back_does_not_count() {
        Supporter supporter = store(Signatures.anAcceptedSupporter(lead, "ann"));

        assertThatThrownBy(() -> Signatures.inTransaction(() -> Signatures
                .anAction(lead, supporter.id, "petition", ActionStatus.DELIVERED).<Action>persistAndFlush()
                .chain(() -> Uni.createFrom().<Action>failure(new IllegalStateException("no"))))).hasMessage("no");

        assertThat(stats().actionCount()).isEmpty();
    }

    @Test
    void what_pages_bring_from_elsewhere_is_added_and_counts_for_their_org() {
        store(lead, "extra_supporters = 10");
        var unused = Signatures.aSignature(partner, "ann");

        assertThat(stats().supporterCount()).isEqualTo(11);
        assertThat(stats().supporterCountByOrg()).isEqualTo(Map.of(lead.orgId, 10L, partner.orgId, 1L));
        assertThat(stats().supporterCountByArea()).isEqualTo(Map.of("PL", 1L));
    }

    @Test
    void of_what_anybody_may_make_up_those_that_count_most_are_told() {
        for (String kind : List.of("action", "area")) {
            sql("insert into notify.counters (campaign_id, kind, key, count) select " + lead.campaignId + ", '" + kind
                    + "', 'k' || n, n from generate_series(1, 1005) n");
        }
        var ann = Signatures.aSignature(lead, "ann");

        CampaignStats told = stats();

        assertThat(told.actionCount()).hasSize(1_000).containsEntry("k6", 6L).doesNotContainKeys("k5", "petition");
        assertThat(told.supporterCountByArea()).hasSize(1_000).containsEntry("k1005", 1_005L).doesNotContainKeys("k5", "PL");
        assertThat(told.supporterCountByOrg()).isEqualTo(Map.of(lead.orgId, 1L));
        assertThat(told.supporterCount()).isEqualTo(1);
        sql("delete from notify.counters where campaign_id = " + lead.campaignId);
    }

    @Test
    void somebody_who_is_rejected_later_goes() {
        Action action = Signatures.aSignature(lead, "ann");

        change(action.supporterId, action.id, ProcessingStatus.REJECTED, 0, ActionStatus.REJECTED);

        assertThat(stats()).isEqualTo(new CampaignStats(0, Map.of(), Map.of(), Map.of()));
    }

    @Test
    void testing_actions_go_with_their_page_and_their_people_with_them() {
        Supporter tester = store(Signatures.anAcceptedSupporter(partner, "tester"));
        Action testing = Signatures.anAction(partner, tester.id, "petition", ActionStatus.DELIVERED);
        testing.testing = true;
        var stored = store(testing);
        var stays = Signatures.aSignature(lead, "ann");
        assertThat(stats().supporterCount()).isEqualTo(2);

        var deleted = Api.answer("mutation ($id: Int) { deleteActionPage(id: $id) }", Map.of("id", partner.id));

        assertThat(stats()).isEqualTo(new CampaignStats(1, Map.of("PL", 1L), Map.of(lead.orgId, 1L), Map.of("petition", 1L)));
    }

    @Test
    void what_another_program_writes_is_counted_by_the_next_recount() {
        var ours = Signatures.aSignature(lead, "ann");
        sql("update actions set action_type = 'share' where id = " + ours.id);
        sql("update supporters set area = 'DE' where id = " + ours.supporterId);

        recount();

        assertThat(stats()).isEqualTo(new CampaignStats(1, Map.of("DE", 1L), Map.of(lead.orgId, 1L), Map.of("share", 1L)));
    }

    @Test
    void a_campaign_that_is_deleted_leaves_no_counters() {
        String name = Api.addCampaign(Api.addOrg());
        long id = Api.answer("query ($n: String) { campaign(name: $n) { id } }", Map.of("n", name)).at("/campaign/id").asLong();
        sql("insert into notify.counters values (" + id + ", 'area', 'PL', 3)");

        var deleted = Api.answer("mutation ($n: String) { deleteCampaign(name: $n) }", Map.of("n", name));

        assertThat(sql("select * from notify.counters where campaign_id = " + id)).isZero();
    }

    @Test
    void many_people_at_once_are_all_counted_and_one_person_many_times_is_one() throws Exception {
        inParallel(8, 200, random -> {
            var signed = Signatures.aSignature(random.nextBoolean() ? lead : partner,
                    random.nextInt(4) == 0 ? "ann" : UUID.randomUUID().toString());
        });

        assertThat(stats()).isEqualTo(recounted());
        assertThat(stats().actionCount()).isEqualTo(Map.of("petition", 200L));
    }

    @Test
    void whatever_happens_at_once_the_counters_are_what_a_recount_finds() throws Exception {
        List<Long> supporters = new ArrayList<>();
        List<Long> actions = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            ActionPage page = i % 3 == 0 ? partner : lead;
            Supporter supporter = store(Signatures.aSupporter(page, "person " + i % 4));
            supporters.add(supporter.id);
            for (String type : List.of("petition", "share")) {
                Action action = Signatures.anAction(i % 2 == 0 ? lead : partner, supporter.id, type, ActionStatus.NEW);
                action.testing = i % 5 == 0;
                actions.add(store(action).id);
            }
        }

        for (int round = 0; round < 10; round++) {
            inParallel(6, 60, random -> shuffle(random, supporters, actions));

            assertThat(stats()).as("round %d", round).isEqualTo(recounted());
        }
        recount();
        assertThat(stats()).isEqualTo(recounted());
    }

    /** Recounts run beside the changes: what they correct is what was wrong, never what has changed meanwhile. */
    @Test
    void recounts_beside_changes_break_nothing() throws Exception {
        inParallel(6, 120, random -> {
            if (random.nextInt(10) == 0) {
                recount();
            } else {
                var signed = Signatures.aSignature(lead, UUID.randomUUID().toString());
            }
        });

        assertThat(stats()).isEqualTo(recounted());
    }

    /** A transaction of processing's kind: a few rows, locked in the order of their ids, anyhow changed. */
    private static void shuffle(Random random, List<Long> supporters, List<Long> actions) {
        List<Long> some = random.ints(2, 0, supporters.size()).distinct().sorted().mapToObj(supporters::get).toList();
        List<Long> done = random.ints(3, 0, actions.size()).distinct().sorted().mapToObj(actions::get).toList();
        var unused = Signatures.<Object>inTransaction(() -> Multi.createFrom().iterable(some)
                .onItem().transformToUniAndConcatenate(id -> locked(LOCKED_SUPPORTER, id, Supporter.class)
                        .invoke(found -> {
                            found.processingStatus =
                                    random.nextInt(3) == 0 ? ProcessingStatus.REJECTED : ProcessingStatus.ACCEPTED;
                            found.dupeRank = random.nextInt(3) == 0 ? 1 : 0;
                            found.area = random.nextInt(3) == 0 ? "DE" : found.area;
                        }))
                .collect().last()
                .chain(() -> Panache.getSession().chain(Mutiny.Session::flush))
                .chain(() -> Multi.createFrom().iterable(done)
                        .onItem().transformToUniAndConcatenate(id -> locked(LOCKED_ACTION, id, Action.class)
                                .invoke(found -> found.processingStatus =
                                        ActionStatus.values()[random.nextInt(ActionStatus.values().length)]))
                        .collect().last())
                .map(last -> (Object) last));
    }

    private static <E> Uni<E> locked(String query, Long id, Class<E> type) {
        return Panache.getSession().chain(session -> session.createSelectionQuery(query, type).setParameter("id", id)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE).getSingleResult());
    }

    private static void change(Long supporterId, Long actionId, ProcessingStatus supporter, Integer rank, ActionStatus action) {
        var unused = Signatures.inTransaction(() -> Supporter.<Supporter>findById(supporterId).invoke(found -> {
            found.processingStatus = supporter;
            found.dupeRank = rank;
        }).chain(() -> Action.<Action>findById(actionId).invoke(found -> found.processingStatus = action)));
    }

    private static Supporter store(Supporter supporter) {
        return Signatures.inTransaction(supporter::<Supporter>persist);
    }

    private static Action store(Action action) {
        return Signatures.inTransaction(action::<Action>persist);
    }

    private void store(ActionPage page, String change) {
        var unused = sql("update action_pages set " + change + " where id = " + page.id);
    }

    private CampaignStats stats() {
        return result(() -> counters.of(lead.campaignId));
    }

    private void recount() {
        var unused = result(() -> table.recount("0 seconds"));
    }

    /** By the rows alone, in memory. */
    private CampaignStats recounted() {
        return Signatures.inTransaction(() -> Supporter.<Supporter>list("campaignId", lead.campaignId)
                .chain(supporters -> Action.<Action>list("campaignId", lead.campaignId)
                        .chain(actions -> ActionPage.<ActionPage>list("campaignId", lead.campaignId)
                                .map(pages -> recounted(supporters, actions, pages)))));
    }

    private static CampaignStats recounted(List<Supporter> supporters, List<Action> actions, List<ActionPage> pages) {
        Map<Long, Long> orgs = pages.stream().collect(Collectors.toMap(page -> page.id, page -> page.orgId));
        Set<ActionStatus> counting = Set.of(ActionStatus.ACCEPTED, ActionStatus.DELIVERED);
        Set<Long> acted = actions.stream().filter(action -> counting.contains(action.processingStatus))
                .map(action -> action.supporterId).collect(Collectors.toSet());
        List<Supporter> people = new ArrayList<>(supporters.stream()
                .filter(one -> one.processingStatus == ProcessingStatus.ACCEPTED && Integer.valueOf(0).equals(one.dupeRank)
                        && acted.contains(one.id))
                .sorted(Comparator.comparing(one -> one.id))
                .collect(Collectors.toMap(one -> new String(one.fingerprint, StandardCharsets.UTF_8),
                        Function.identity(), (first, later) -> first))
                .values());
        Map<String, Long> types = new HashMap<>();
        actions.stream().filter(action -> counting.contains(action.processingStatus) && !action.testing)
                .forEach(action -> types.merge(action.actionType, 1L, Long::sum));
        return new CampaignStats(people.size(),
                new TreeMap<>(people.stream().collect(Collectors.groupingBy(one -> one.area, Collectors.counting()))),
                people.stream().collect(Collectors.groupingBy(one -> orgs.get(one.actionPageId), Collectors.counting())), types);
    }

    private static void inParallel(int threads, int times, Consumer<Random> work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                Random random = new Random(i);
                running.add(executor.submit(() -> work.accept(random)));
            }
            for (Future<?> one : running) {
                var unused = one.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @CanIgnoreReturnValue
    private int sql(String statement) {
        return result(() -> pool.query(statement).execute().map(rows -> rows.rowCount()));
    }

    private static <T> T result(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
