package app.proca.notify.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;

/** What a run measured, as a table for people and as JSON for programs. */
final class Report {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Instant began = Instant.now();
    private final String command;
    private final List<Figure> figures = new ArrayList<>();

    Report(String command) {
        this.command = command;
    }

    void add(List<Figure> measured) {
        figures.addAll(measured);
    }

    /** A Markdown table, as bench/README.md shows it. */
    String table() {
        StringBuilder table = new StringBuilder(machine()).append("\n\n")
                .append("| part | measured | value | peer | ratio | goal | met |\n|---|---|---|---|---|---|---|\n");
        figures.forEach(figure -> table.append(row(figure)).append('\n'));
        return table.toString();
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("began", began.toString());
        all.put("command", command);
        all.put("machine", machine());
        all.put("figures", figures.stream().map(Report::entry).toList());
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), all);
    }

    private static String row(Figure figure) {
        return "| %s | %s | %s %s | %s | %s | %s | %s |".formatted(figure.part(), figure.what(), number(figure.value()),
                figure.unit(), figure.peer().map(peer -> peer.what() + ": " + number(peer.value())).orElse(""),
                figure.ratio().map(Report::number).orElse(""), figure.goal().map(Object::toString).orElse(""),
                figure.met().map(met -> met ? "yes" : "no").orElse(""));
    }

    private static Map<String, Object> entry(Figure figure) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("part", figure.part());
        entry.put("what", figure.what());
        entry.put("value", figure.value());
        entry.put("unit", figure.unit());
        figure.peer().ifPresent(peer -> entry.put("peer", Map.of("what", peer.what(), "value", peer.value())));
        figure.ratio().ifPresent(ratio -> entry.put("ratio", ratio));
        figure.goal().ifPresent(goal -> entry.put("goal", goal.toString()));
        figure.met().ifPresent(met -> entry.put("met", met));
        return entry;
    }

    private String machine() {
        return "%s, %d processors, %s %s, Java %s, load %.1f when it began to write".formatted(began,
                Runtime.getRuntime().availableProcessors(), System.getProperty("os.name"), System.getProperty("os.arch"),
                Runtime.version(), Machine.load());
    }

    private static String number(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
