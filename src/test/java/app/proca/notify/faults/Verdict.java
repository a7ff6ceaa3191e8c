package app.proca.notify.faults;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import app.proca.notify.faults.Evidence.Recorded;
import app.proca.notify.faults.Evidence.Told;

/**
 * Whether the promises of spec/events.md were kept: committed means told, rolled back means silent, in the order of the
 * commits of a campaign, repetitions with the same message id only.
 *
 * @param faults a sentence for each broken promise
 * @param changes how many changes committed
 * @param repetitions how many messages were repetitions
 */
record Verdict(List<String> faults, int changes, int repetitions) {

    /** More of a kind are counted, not listed. */
    private static final int LISTED = 5;

    Verdict {
        faults = List.copyOf(faults);
    }

    static Verdict of(Evidence evidence) {
        Set<Change> committed = new LinkedHashSet<>(evidence.committed());
        List<Change> told = evidence.told().stream().map(Told::change).toList();
        List<String> faults = new ArrayList<>();
        say(faults, "answered, but not committed", without(evidence.answered(), committed));
        say(faults, "not what the table of campaigns ends with", lastThatDiffer(evidence));
        say(faults, "lost", without(committed, told));
        say(faults, "invented", without(told, committed));
        say(faults, "told out of order", disordered(committed, told));
        say(faults, "in the outbox out of order", disordered(committed, changes(evidence.outbox())));
        say(faults, "in the outbox, but not delivered", evidence.outbox().stream()
                .filter(row -> !row.state().equals("delivered")).toList());
        say(faults, "told under several message ids", shared(evidence.told(), Told::change, Told::messageId));
        say(faults, "message ids of several changes", shared(evidence.told(), Told::messageId, Told::change));
        say(faults, "told under another message id than the outbox has", underOtherIds(evidence));
        return new Verdict(faults, committed.size(), told.size() - new HashSet<>(told).size());
    }

    private static void say(List<String> faults, String what, Collection<?> which) {
        if (!which.isEmpty()) {
            faults.add(which.size() + " " + what + ": "
                    + which.stream().limit(LISTED).map(String::valueOf).collect(Collectors.joining(", ")));
        }
    }

    private static Set<Change> without(Collection<Change> some, Collection<Change> others) {
        Set<Change> rest = new LinkedHashSet<>(some);
        rest.removeAll(new HashSet<>(others));
        return rest;
    }

    /** Repetitions do not count: who has seen a message id before ignores it. */
    private static List<Change> disordered(Set<Change> committed, Collection<Change> seen) {
        Map<Change, Integer> places = new HashMap<>();
        committed.forEach(change -> places.put(change, places.size()));
        Map<Long, Integer> reached = new HashMap<>();
        List<Change> late = new ArrayList<>();
        for (Change change : new LinkedHashSet<>(seen)) {
            int place = places.getOrDefault(change, Integer.MAX_VALUE);
            int before = reached.getOrDefault(change.campaign(), -1);
            if (place < before) {
                late.add(change);
            } else if (place < Integer.MAX_VALUE) {
                reached.put(change.campaign(), place);
            }
        }
        return late;
    }

    private static List<Change> lastThatDiffer(Evidence evidence) {
        Map<Long, Change> last = new LinkedHashMap<>();
        evidence.committed().forEach(change -> last.put(change.campaign(), change));
        return last.values().stream().filter(change -> !change.title().equals(evidence.current().get(change.campaign())))
                .toList();
    }

    private static <T, K, V> List<K> shared(List<T> all, Function<T, K> key, Function<T, V> value) {
        Map<K, Set<V>> byKey = all.stream()
                .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.mapping(value, Collectors.toSet())));
        return byKey.entrySet().stream().filter(entry -> entry.getValue().size() > 1).map(Map.Entry::getKey).toList();
    }

    private static List<Told> underOtherIds(Evidence evidence) {
        Map<Change, String> ids = new HashMap<>();
        evidence.outbox().forEach(row -> ids.put(row.change(), row.messageId()));
        return evidence.told().stream().filter(told -> ids.containsKey(told.change()))
                .filter(told -> !told.messageId().equals(ids.get(told.change()))).toList();
    }

    private static List<Change> changes(List<Recorded> rows) {
        return rows.stream().map(Recorded::change).toList();
    }
}
