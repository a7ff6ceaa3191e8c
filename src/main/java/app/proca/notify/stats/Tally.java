package app.proca.notify.stats;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What one transaction changes that campaigns count, and by how much their counters follow (spec/processing.md,
 * "Counters"). Pure: what the database has to say is given to it.
 */
final class Tally {

    private final Map<Long, Standing> before = new HashMap<>();
    private final Map<Long, Long> gained = new HashMap<>();
    private final Deltas actions = new Deltas();
    private final Set<Long> anew = new TreeSet<>();

    /**
     * A supporter of a person that was touched, as the transaction leaves it.
     *
     * @param person the campaign and the fingerprint
     * @param countedActions how many of its actions are accepted or delivered
     */
    record Seen(long id, Person person, Standing standing, long orgId, long countedActions) {}

    /** Somebody in a campaign, however often they signed. */
    record Person(long campaignId, String fingerprint) {}

    /** How a person is counted. */
    private record Counted(@Nullable String area, long orgId) {}

    /** A supporter changed. What it was at the begin of the transaction stays in mind. */
    void supporter(long id, Standing was, Standing is) {
        if (was.first() || is.first()) {
            before.putIfAbsent(id, was);
        }
    }

    /** An action changed. */
    void action(Optional<ActionShare> was, Optional<ActionShare> is) {
        was.ifPresent(share -> add(share, -1));
        is.ifPresent(share -> add(share, 1));
    }

    /** So much of a campaign goes at once that its counters are to be counted anew. */
    void countAnew(Collection<Long> campaignIds) {
        anew.addAll(campaignIds);
    }

    Set<Long> countedAnew() {
        return anew;
    }

    /** Those of whom the database has to be asked. */
    Set<Long> supporters() {
        Set<Long> touched = new LinkedHashSet<>(before.keySet());
        gained.forEach((id, change) -> {
            if (change != 0) {
                touched.add(id);
            }
        });
        return touched;
    }

    /** Campaigns whose counters of actions change, and those that are counted anew. */
    Set<Long> campaigns() {
        Set<Long> campaigns = new TreeSet<>(anew);
        actions.changes().keySet().forEach(counter -> campaigns.add(counter.campaignId()));
        return campaigns;
    }

    boolean isEmpty() {
        return supporters().isEmpty() && campaigns().isEmpty();
    }

    /** @param seen all supporters that count, or were touched, of all persons that were touched */
    Deltas deltas(List<Seen> seen) {
        Deltas deltas = new Deltas();
        deltas.addAll(actions);
        seen.stream().collect(Collectors.groupingBy(Seen::person)).forEach((person, supporters) -> {
            Optional<Counted> was = counted(supporters, this::before);
            Optional<Counted> is = counted(supporters, Function.identity());
            if (!Objects.equals(was, is)) {
                was.ifPresent(counted -> add(deltas, person, counted, -1));
                is.ifPresent(counted -> add(deltas, person, counted, 1));
            }
        });
        return deltas;
    }

    private Seen before(Seen now) {
        return new Seen(now.id, now.person, before.getOrDefault(now.id, now.standing), now.orgId,
                now.countedActions - gained.getOrDefault(now.id, 0L));
    }

    /** The first supporter that counts stands for the person. */
    private static Optional<Counted> counted(List<Seen> supporters, Function<Seen, Seen> at) {
        return supporters.stream().map(at).filter(one -> one.standing.first() && one.countedActions > 0)
                .min(Comparator.comparingLong(Seen::id))
                .map(one -> new Counted(one.standing.area(), one.orgId));
    }

    private static void add(Deltas deltas, Person person, Counted counted, long change) {
        deltas.add(new Counter(person.campaignId, Counter.Kind.ORG, Long.toString(counted.orgId)), change);
        if (counted.area != null) {
            deltas.add(new Counter(person.campaignId, Counter.Kind.AREA, counted.area), change);
        }
    }

    private void add(ActionShare share, long change) {
        if (!share.counts()) {
            return;
        }
        if (share.supporterId() != null) {
            gained.merge(share.supporterId(), change, Long::sum);
        }
        if (share.campaignId() != null && !share.testing()) {
            actions.add(new Counter(share.campaignId(), Counter.Kind.ACTION, share.type()), change);
        }
    }
}
