package app.proca.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** {@code docs/security.md} names, for each promise, tests that exist; and what it says of libraries holds. */
class SecurityOverviewTest {

    private static final Path OVERVIEW = Path.of("docs/security.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| [^-|][^|]*\\|[^|]*\\| (`.+`) \\|$");
    /** A class, and maybe a method. */
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+))?`");

    @Test
    void each_promise_has_tests_that_are_there() throws IOException {
        List<String> rows = ROW.matcher(Files.readString(OVERVIEW)).results().map(row -> row.group(1)).toList();
        List<MatchResult> named = rows.stream().flatMap(row -> NAMED.matcher(row).results()).toList();
        Map<String, String> tests = FaultsOverviewTest.tests();

        assertThat(rows).hasSizeGreaterThan(15).allMatch(row -> NAMED.matcher(row).find());
        assertThat(named).allSatisfy(name -> assertThat(tests.getOrDefault(name.group(1), "")).contains("class " + name.group(1))
                .contains(name.group(2) == null ? "" : "void " + name.group(2) + "("));
    }

    @Test
    void versions_are_those_of_the_build() throws IOException {
        String build = Files.readString(Path.of("pom.xml"));
        String overview = Files.readString(OVERVIEW);

        for (String library : List.of("quarkus", "netty", "postgresql", "jmustache", "bcrypt", "salty-coffee")) {
            String version = build.replaceFirst("(?s).*<" + library + "[.]version>([^<]+)<.*", "$1").replace(".Final", "");
            assertThat(overview).as(library).contains(" " + version);
        }
    }

    @Test
    void no_permission_depends_on_a_path_and_no_json_names_a_class() throws IOException {
        assertThat(Files.readString(Path.of("src/main/resources/application.properties"))).doesNotContain("quarkus.http.auth");
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))).isNotEmpty()
                    .noneMatch(file -> read(file).matches("(?s).*(ActivateDefaultTyping|activateDefaultTyping|JsonTypeInfo).*"));
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
