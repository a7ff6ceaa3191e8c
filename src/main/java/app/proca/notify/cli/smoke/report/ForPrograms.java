package app.proca.notify.cli.smoke.report;

import java.util.Locale;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A report as JSON, in one line. */
public final class ForPrograms {

    private ForPrograms() {}

    public static String tell(Report report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("service", report.service())
                .put("began", report.began().toString()).put("tookMs", report.took().toMillis()).put("passed", report.passed());
        var checks = json.putArray("checks");
        report.results().forEach(result -> checks.addObject().put("name", result.name()).put("row", result.row())
                .put("state", result.state().name().toLowerCase(Locale.ROOT)).put("tookMs", result.took().toMillis())
                .put("reason", result.reason()));
        var notes = json.putArray("notes");
        report.notes().forEach(notes::add);
        return json.toString();
    }
}
