package app.proca.notify.stats;

import java.util.Comparator;
import java.util.Locale;

/**
 * One number of a campaign. Counters are written in their order, so that two transactions never wait for each other.
 *
 * @param key an action type, an area, or the id of an org
 */
record Counter(long campaignId, Kind kind, String key) implements Comparable<Counter> {

    /** What is counted. The order is that of the names, as the database sorts them. */
    enum Kind {
        /** Actions by their type. */
        ACTION,
        /** People by where they live. */
        AREA,
        /** People by the org of their page. */
        ORG;

        String stored() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String stored) {
            return valueOf(stored.toUpperCase(Locale.ROOT));
        }
    }

    private static final Comparator<Counter> ORDER =
            Comparator.comparingLong(Counter::campaignId).thenComparing(Counter::kind).thenComparing(Counter::key);

    @Override
    public int compareTo(Counter other) {
        return ORDER.compare(this, other);
    }
}
