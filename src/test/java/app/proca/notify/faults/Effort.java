package app.proca.notify.faults;

import java.time.Duration;
import java.util.Random;

/**
 * How long the tests of faults take: {@code -Dfaults=long} hurts the service far more often. Where in the load it is hurt
 * is random; {@code -Dfaults.seed=N} repeats the moments of a run that printed N.
 */
record Effort(int kills, int rounds, long seed) {

    private static final Effort SHORT = new Effort(3, 1, 0);
    private static final Effort LONG = new Effort(40, 8, 0);

    static Effort asked() {
        Effort effort = switch (System.getProperty("faults", "short")) {
            case "short" -> SHORT;
            case "long" -> LONG;
            default -> throw new IllegalArgumentException("-Dfaults is short or long, not " + System.getProperty("faults"));
        };
        return new Effort(effort.kills, effort.rounds, Long.getLong("faults.seed", System.nanoTime()));
    }

    /** A stretch of load, of random length. */
    static Duration moment(Random random, int atLeastMs, int atMostMs) {
        return Duration.ofMillis(atLeastMs + random.nextInt(atMostMs - atLeastMs));
    }
}
