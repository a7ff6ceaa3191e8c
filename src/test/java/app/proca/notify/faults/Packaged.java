package app.proca.notify.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The application as it was packaged: the jar or, after a native build, the binary. */
final class Packaged {

    private static final String BINARY = System.getProperty("packaged.binary", "");
    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");

    private Packaged() {}

    /** @return the words of a command line */
    static List<String> command(List<String> arguments) {
        List<String> words = new ArrayList<>(BINARY.isEmpty() ? List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // starts faster, and leaves the processors to the others
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-jar", JAR.toString()) : List.of(BINARY));
        words.addAll(arguments);
        return words;
    }
}
