package app.proca.notify.webhook;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import app.proca.notify.queue.work.WorkOutcome;

/** What came of one call of a webhook, and what that means for the message. */
sealed interface Answer {

    /**
     * Reasons are shown and kept: they tell nothing of the message.
     *
     * @param worked true where the last message that the webhook was asked to take it took: then this one is to blame for
     *        what it does not explain
     */
    WorkOutcome outcome(boolean worked, Clock clock, Duration longestRetryAfter);

    CallResult result();

    /** True where the webhook took the message. */
    default boolean isSuccess() {
        return false;
    }

    /** The call did not begin: no such name, an address that is refused, no connection, no TLS. No message is at fault. */
    record NotReached(String reason) implements Answer {

        @Override
        public WorkOutcome outcome(boolean worked, Clock clock, Duration longestRetryAfter) {
            return new WorkOutcome.Unavailable(reason);
        }

        @Override
        public CallResult result() {
            return CallResult.REFUSED;
        }
    }

    /**
     * The message was sent, and no answer came: it may have arrived.
     *
     * @param late whether the answer was waited for in vain
     */
    record Broken(String reason, boolean late) implements Answer {

        @Override
        public WorkOutcome outcome(boolean worked, Clock clock, Duration longestRetryAfter) {
            return blame(worked, reason);
        }

        @Override
        public CallResult result() {
            return late ? CallResult.TIMEOUT : CallResult.BROKEN;
        }
    }

    /**
     * The webhook answered.
     *
     * @param retryAfter as it came
     */
    record Status(int code, @Nullable String retryAfter) implements Answer {

        private static final int GONE = 410;
        private static final int SUCCESS = 200;
        private static final int REDIRECT = 300;
        private static final int CLIENT_ERROR = 400;
        /** Who asks without the right to, too often, or at a bad time: any message would fare so. */
        private static final Set<Integer> ABOUT_ALL = Set.of(401, 407, 410, 429, 503);
        /** This body, and no other. */
        private static final Set<Integer> ABOUT_THIS = Set.of(400, 413, 415, 422);

        boolean isGone() {
            return code == GONE;
        }

        @Override
        public WorkOutcome outcome(boolean worked, Clock clock, Duration longestRetryAfter) {
            if (isSuccess()) {
                return new WorkOutcome.Done();
            }
            if (ABOUT_ALL.contains(code)) {
                return new WorkOutcome.Unavailable(reason(), wanted(clock, longestRetryAfter));
            }
            return ABOUT_THIS.contains(code) ? new WorkOutcome.Failed(reason()) : blame(worked, reason());
        }

        @Override
        public CallResult result() {
            return CallResult.of(code);
        }

        @Override
        public boolean isSuccess() {
            return code >= SUCCESS && code < REDIRECT;
        }

        String reason() {
            return "it answered " + code + (code >= REDIRECT && code < CLIENT_ERROR ? ": redirects are not followed" : "");
        }

        /** {@code Retry-After}: seconds, or a date; bounded. */
        private Duration wanted(Clock clock, Duration longest) {
            Duration wanted = retryAfter == null ? Duration.ZERO : parsed(retryAfter.strip(), clock);
            return wanted.isNegative() ? Duration.ZERO : wanted.compareTo(longest) > 0 ? longest : wanted;
        }

        private static Duration parsed(String value, Clock clock) {
            if (value.matches("\\d{1,9}")) {
                return Duration.ofSeconds(Long.parseLong(value));
            }
            try {
                return Duration.between(clock.instant(),
                        ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
            } catch (DateTimeException neither) {
                return Duration.ZERO;
            }
        }
    }

    private static WorkOutcome blame(boolean worked, String reason) {
        return worked ? new WorkOutcome.Failed(reason) : new WorkOutcome.Unexplained(reason);
    }
}
