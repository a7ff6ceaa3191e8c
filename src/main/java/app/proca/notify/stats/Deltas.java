package app.proca.notify.stats;

import java.util.SortedMap;
import java.util.TreeMap;

/** By how much counters change. */
final class Deltas {

    private final SortedMap<Counter, Long> changes = new TreeMap<>();

    void add(Counter counter, long change) {
        changes.merge(counter, change, Long::sum);
    }

    void addAll(Deltas others) {
        others.changes.forEach(this::add);
    }

    /** Those that change at all, in the order of the counters. */
    SortedMap<Counter, Long> changes() {
        SortedMap<Counter, Long> real = new TreeMap<>(changes);
        real.values().removeIf(change -> change == 0);
        return real;
    }
}
