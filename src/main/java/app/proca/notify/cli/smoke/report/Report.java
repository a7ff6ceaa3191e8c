package app.proca.notify.cli.smoke.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import app.proca.notify.cli.smoke.report.Result.State;

/**
 * All that a run found.
 *
 * @param service its address
 * @param began when the run began
 * @param notes what whoever runs the service should know beside; mostly nothing
 */
public record Report(String service, Instant began, Duration took, List<Result> results, List<String> notes) {

    public Report {
        results = List.copyOf(results);
        notes = List.copyOf(notes);
    }

    /** Whether nothing failed. */
    public boolean passed() {
        return count(State.FAILED) == 0;
    }

    /** How many ended so. */
    public long count(State state) {
        return results.stream().filter(result -> result.state() == state).count();
    }
}
