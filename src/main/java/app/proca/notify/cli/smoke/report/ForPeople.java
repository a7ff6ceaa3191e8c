package app.proca.notify.cli.smoke.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import app.proca.notify.cli.smoke.report.Result.State;

/** A report as a table: a line a check, with its row of the table of events and its time. */
public final class ForPeople {

    private ForPeople() {}

    public static String tell(Report report) {
        int width = report.results().stream().mapToInt(result -> result.name().length()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        lines.add("row    " + padded("check", width) + "  result");
        report.results().forEach(result -> lines.add(line(result, width)));
        lines.addAll(report.notes());
        lines.add(sum(report));
        return lines.stream().collect(Collectors.joining(System.lineSeparator()));
    }

    /** The last line: what it comes to. */
    static String sum(Report report) {
        return report.service() + ": " + report.count(State.PASSED) + " passed, " + report.count(State.FAILED) + " failed, "
                + report.count(State.SKIPPED) + " skipped, in "
                + String.format(Locale.ROOT, "%.1f s", report.took().toMillis() / 1000.0);
    }

    private static String line(Result result, int width) {
        return padded(result.row(), 5) + "  " + padded(result.name(), width) + "  " + switch (result.state()) {
            case PASSED -> millis(result.took()) + "  ok";
            case FAILED -> millis(result.took()) + "  FAILED: " + result.reason();
            case SKIPPED -> "      -   skipped: " + result.reason();
        };
    }

    private static String millis(Duration took) {
        return String.format(Locale.ROOT, "%5d ms", took.toMillis());
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
