package app.proca.notify.processing;

import java.util.HashMap;
import java.util.Map;

/**
 * The accepted signatures of one person in a campaign: how many there are, and the first through each page. Whoever adds one
 * holds the person's lock.
 */
final class Person {

    /**
     * A signature's place among those of the person.
     *
     * @param rank how many were accepted before it
     * @param repeated whether one of them came through the same page
     */
    record Rank(int rank, boolean repeated) {}

    private final Map<Long, Integer> firstRanks = new HashMap<>();
    private int accepted;

    /** What the database knows: so many through this page, of which the first has this rank. */
    void count(long page, int signatures, int firstRank) {
        accepted += signatures;
        firstRanks.merge(page, firstRank, Math::min);
    }

    /** The place of a signature that has none yet. */
    Rank next(long page) {
        return new Rank(accepted, firstRanks.containsKey(page));
    }

    /** The place of a signature that was accepted with this rank. */
    Rank known(long page, int rank) {
        return new Rank(rank, firstRanks.getOrDefault(page, rank) < rank);
    }

    /** The next signature is accepted. */
    void accept(long page) {
        count(page, 1, accepted);
    }
}
