package app.proca.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** {@code docs/compatibility.md} names, for each of Proca's faults, tests that exist. */
class FaultsOverviewTest {

    private static final String SECTION = "## Proca's faults";
    private static final Pattern ROW = Pattern.compile("(?m)^\\| [^-|][^|]*\\|[^|]+\\| (`.+`) \\|$");
    /** A class, and maybe a method, or how its name begins. */
    private static final Pattern NAMED = Pattern.compile("`(\\w+)(?:\\.(\\w+)(…?))?`");

    @Test
    void each_test_that_is_named_is_there() throws IOException {
        String overview = Files.readString(Path.of("docs/compatibility.md"));
        List<MatchResult> named = ROW.matcher(overview.substring(overview.indexOf(SECTION))).results()
                .flatMap(row -> NAMED.matcher(row.group(1)).results()).toList();
        Map<String, String> tests = tests();

        assertThat(named).hasSizeGreaterThan(25).allSatisfy(name -> assertThat(tests.getOrDefault(name.group(1), ""))
                .contains("class " + name.group(1))
                .contains(name.group(2) == null ? "" : "void " + name.group(2) + (name.group(3).isEmpty() ? "(" : "")));
    }

    /** The sources of all tests, by the names of their classes. */
    static Map<String, String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).collect(Collectors.toMap(
                    file -> file.getFileName().toString().replace(".java", ""), FaultsOverviewTest::read,
                    (one, other) -> one + other));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
