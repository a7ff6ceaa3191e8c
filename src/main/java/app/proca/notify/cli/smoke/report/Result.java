package app.proca.notify.cli.smoke.report;

import java.time.Duration;

/**
 * What came of one check.
 *
 * @param name what must work, as a sentence without its point
 * @param row of spec/events.md's table; empty where it belongs to none
 * @param reason why it failed or did not run; else empty
 */
public record Result(String name, String row, State state, Duration took, String reason) {

    /** How it ended. */
    public enum State {
        PASSED, FAILED, SKIPPED
    }

    public static Result passed(String name, String row, Duration took) {
        return new Result(name, row, State.PASSED, took, "");
    }

    public static Result failed(String name, String row, Duration took, String reason) {
        return new Result(name, row, State.FAILED, took, reason);
    }

    public static Result skipped(String name, String row, String reason) {
        return new Result(name, row, State.SKIPPED, Duration.ZERO, reason);
    }
}
