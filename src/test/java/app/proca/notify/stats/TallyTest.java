package app.proca.notify.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pure part of counting, against a recount of a database in memory. */
class TallyTest {

    private static final long CAMPAIGN = 1;
    private static final long OTHER_CAMPAIGN = 2;
    private static final long ORG = 7;

    private static final class Supporter {
        final long id;
        final Tally.Person person;
        final long orgId;
        boolean first;
        @Nullable
        String area;

        Supporter(long id, Tally.Person person, long orgId) {
            this.id = id;
            this.person = person;
            this.orgId = orgId;
        }

        Standing standing() {
            return new Standing(first, area);
        }
    }

    private final List<Supporter> supporters = new ArrayList<>();
    private final Map<Long, ActionShare> actions = new HashMap<>();
    private final SortedMap<Counter, Long> counters = new TreeMap<>();

    @Test
    void a_person_counts_once_however_many_supporters_they_are() {
        add("ann", true, "PL");
        add("ann", true, "DE");

        commit(tally -> act(tally, 1, share(1L, true, false)));
        commit(tally -> act(tally, 2, share(2L, true, false)));

        assertThat(counters).containsExactlyInAnyOrderEntriesOf(Map.of(org(ORG), 1L, area("PL"), 1L, type("petition"), 2L));
    }

    @Test
    void who_stood_for_a_person_and_no_longer_counts_is_followed_by_the_next() {
        add("ann", true, "PL");
        add("ann", true, "DE");
        commit(tally -> {
            act(tally, 1, share(1L, true, false));
            act(tally, 2, share(2L, true, false));
        });

        commit(tally -> become(tally, supporters.get(0), false, "PL"));

        assertThat(counters).containsExactlyInAnyOrderEntriesOf(Map.of(org(ORG), 1L, area("DE"), 1L, type("petition"), 2L));
    }

    @Test
    void a_testing_action_makes_its_supporter_count_but_is_none_itself() {
        add("ann", true, null);

        commit(tally -> act(tally, 1, share(1L, true, true)));

        assertThat(counters).containsExactlyEntriesOf(Map.of(org(ORG), 1L));
    }

    @Test
    void what_comes_and_goes_within_a_transaction_changes_nothing() {
        add("ann", true, "PL");
        Tally tally = new Tally();

        act(tally, 1, share(1L, true, false));
        act(tally, 1, share(1L, false, false));
        become(tally, supporters.get(0), false, "PL");
        become(tally, supporters.get(0), true, "PL");

        assertThat(tally.deltas(seen(tally)).changes()).isEmpty();
    }

    @Test
    void nothing_that_counts_needs_no_look_at_the_database() {
        add("ann", false, "PL");
        Tally tally = new Tally();

        act(tally, 1, share(1L, false, false));
        become(tally, supporters.get(0), false, "DE");

        assertThat(tally.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })
    void whatever_happens_the_counters_are_what_a_recount_finds(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 12; i++) {
            supporters.add(new Supporter(i + 1, new Tally.Person(1 + random.nextInt(2), "person " + random.nextInt(4)),
                    ORG + random.nextInt(2)));
        }

        for (int transaction = 0; transaction < 500; transaction++) {
            commit(tally -> random.ints(1 + random.nextInt(5), 0, 100).forEach(step -> step(tally, random)));

            assertThat(counters).as("transaction %d", transaction).isEqualTo(recount());
        }
    }

    private void step(Tally tally, Random random) {
        Supporter supporter = supporters.get(random.nextInt(supporters.size()));
        if (random.nextBoolean()) {
            become(tally, supporter, random.nextBoolean(), List.of("PL", "DE").get(random.nextInt(2)));
        } else {
            ActionShare share = new ActionShare(random.nextBoolean(), random.nextInt(4) == 0,
                    random.nextBoolean() ? CAMPAIGN : OTHER_CAMPAIGN, random.nextBoolean() ? "petition" : "share",
                    random.nextInt(5) == 0 ? null : supporter.id);
            act(tally, random.nextInt(30), share);
        }
    }

    private void become(Tally tally, Supporter supporter, boolean first, @Nullable String area) {
        Standing was = supporter.standing();
        supporter.first = first;
        supporter.area = area;
        tally.supporter(supporter.id, was, supporter.standing());
    }

    private void act(Tally tally, long id, ActionShare is) {
        tally.action(Optional.ofNullable(actions.put(id, is)), Optional.of(is));
    }

    private void commit(Consumer<Tally> work) {
        Tally tally = new Tally();
        work.accept(tally);
        tally.deltas(seen(tally)).changes().forEach((counter, change) -> counters.merge(counter, change, Long::sum));
        counters.values().removeIf(count -> count == 0);
    }

    /** What the look at the database finds. */
    private List<Tally.Seen> seen(Tally tally) {
        List<Tally.Person> persons = supporters.stream().filter(one -> tally.supporters().contains(one.id))
                .map(one -> one.person).toList();
        return supporters.stream()
                .filter(one -> persons.contains(one.person) && (one.first || tally.supporters().contains(one.id)))
                .map(one -> new Tally.Seen(one.id, one.person, one.standing(), one.orgId, countedActions(one))).toList();
    }

    private SortedMap<Counter, Long> recount() {
        SortedMap<Counter, Long> found = new TreeMap<>();
        actions.values().stream().filter(share -> share.counts() && !share.testing()).forEach(
                share -> found.merge(new Counter(share.campaignId(), Counter.Kind.ACTION, share.type()), 1L, Long::sum));
        supporters.stream().filter(one -> one.first && countedActions(one) > 0)
                .collect(Collectors.groupingBy(one -> one.person, Collectors.minBy(Comparator.comparingLong(one -> one.id))))
                .forEach((person, standIn) -> {
                    Supporter one = standIn.orElseThrow();
                    found.merge(new Counter(person.campaignId(), Counter.Kind.ORG, Long.toString(one.orgId)), 1L, Long::sum);
                    if (one.area != null) {
                        found.merge(new Counter(person.campaignId(), Counter.Kind.AREA, one.area), 1L, Long::sum);
                    }
                });
        return found;
    }

    private long countedActions(Supporter supporter) {
        return actions.values().stream()
                .filter(share -> share.counts() && share.supporterId() != null && share.supporterId() == supporter.id).count();
    }

    private void add(String person, boolean first, @Nullable String area) {
        Supporter supporter = new Supporter(supporters.size() + 1L, new Tally.Person(CAMPAIGN, person), ORG);
        supporter.first = first;
        supporter.area = area;
        supporters.add(supporter);
    }

    private static ActionShare share(long supporterId, boolean counts, boolean testing) {
        return new ActionShare(counts, testing, CAMPAIGN, "petition", supporterId);
    }

    private static Counter org(long id) {
        return new Counter(CAMPAIGN, Counter.Kind.ORG, Long.toString(id));
    }

    private static Counter area(String area) {
        return new Counter(CAMPAIGN, Counter.Kind.AREA, area);
    }

    private static Counter type(String type) {
        return new Counter(CAMPAIGN, Counter.Kind.ACTION, type);
    }
}
