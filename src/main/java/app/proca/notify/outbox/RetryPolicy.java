package app.proca.notify.outbox;

import java.time.Duration;

/**
 * When what was refused is tried again: the delay doubles from the first to the longest, each spread by up to a
 * fifth so that those that failed together do not come back together.
 */
public record RetryPolicy(Duration first, Duration longest, int maxAttempts) {

    private static final double SPREAD = 0.2;
    private static final int NO_LONGER_DOUBLED = 40;

    /** @throws IllegalArgumentException where no delay, or no attempt, is left */
    public RetryPolicy {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0 || maxAttempts < 1) {
            throw new IllegalArgumentException(
                    "retries need 0 < first-retry <= longest-retry and at least one attempt: " + first + ", " + longest + ", "
                            + maxAttempts);
        }
    }

    static RetryPolicy of(OutboxSettings settings) {
        return new RetryPolicy(settings.firstRetry(), settings.longestRetry(), settings.maxAttempts());
    }

    static RetryPolicy of(OutboxSettings.Mail settings) {
        return new RetryPolicy(settings.firstRetry(), settings.longestRetry(), settings.maxAttempts());
    }

    boolean givesUpAfter(int attempts) {
        return attempts >= maxAttempts;
    }

    /**
     * How long to wait now.
     *
     * @param attempts refused ones, at least 1
     * @param random between 0 and 1
     */
    public Duration delayAfter(int attempts, double random) {
        double doubled = first.toMillis() * Math.pow(2, Math.min(attempts - 1, NO_LONGER_DOUBLED));
        double bounded = Math.min(doubled, (double) longest.toMillis());
        return Duration.ofMillis(Math.round(bounded * (1 - SPREAD + 2 * SPREAD * random)));
    }
}
