package app.proca.notify.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

import io.vertx.core.Vertx;

/** Runs the benchmarks that are named, or all of them, one after the other. Started by {@code bench/run}. */
public final class Bench {

    private static final String QUICK = "--quick";
    private static final String RECORD = "--record";

    private Bench() {}

    /** Arguments: names of parts; {@code --quick} for a tenth of the time; {@code --record} for recordings of the service. */
    public static void main(String... arguments) {
        try {
            run(arguments);
            System.exit(0);
        } catch (Exception failure) {
            // the client's threads would keep the process
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private static void run(String... arguments) throws Exception {
        List<String> wanted = new ArrayList<>(List.of(arguments));
        boolean quick = wanted.remove(QUICK);
        boolean record = wanted.remove(RECORD);
        Vertx vertx = Vertx.vertx();
        List<Part> parts = List.of(new StartUp(), new Latency(vertx), new Mutations(vertx), new Actions(vertx), new Export(vertx), new RelayRate(vertx), new FanOut(vertx),
                new OrgsQueues(), new Webhooks(vertx));
        List<String> names = parts.stream().map(Part::name).toList();
        if (!names.containsAll(wanted)) {
            System.err.println("usage: bench/run [" + QUICK + "] [" + RECORD + "] " + names);
            System.exit(2);
        }
        Path folder = Files.createDirectories(Path.of("target/bench",
                LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss")))).toAbsolutePath();
        Report report = new Report("bench/run " + String.join(" ", arguments));
        Lab lab = Lab.open(folder, quick, record);
        for (Part part : parts) {
            if (wanted.isEmpty() || wanted.contains(part.name())) {
                System.out.println("measuring: " + part.name());
                report.add(part.measure(lab));
                // after each part: a run that breaks off has measured something
                report.write(folder.resolve("results.json"));
            }
        }
        System.out.println(report.table());
        System.out.println("in " + folder);
    }
}
