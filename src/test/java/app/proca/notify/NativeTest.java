package app.proca.notify;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.security.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;

import picocli.CommandLine.Command;

/**
 * What a native binary needs to be told: which classes and resources are looked up by their names, and what must not be made while it is
 * built. Whether the compiler takes it only the compiler can say.
 */
class NativeTest {

    private static final Path RESOURCES = Path.of("src/main/resources");
    /** These Quarkus includes by itself: settings, migrations, what is served as it is, and the providers of services. */
    private static final List<String> INCLUDED = List.of("application.properties", "db/migration/**", "META-INF/resources/**",
            "META-INF/services/**");
    private static final String COMMANDS = "META-INF/native-image/picocli-generated/reflect-config.json";
    private static final Pattern LOOKUP = Pattern.compile("getResource(?:AsStream)?\\(\"/([^\"]+)\"");
    private static final JavaClasses CODE =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("app.proca.notify");

    @ParameterizedTest
    @MethodSource("resources")
    void every_resource_is_found_by_its_name_and_in_the_binary(String name) throws IOException {
        try (InputStream found = NativeTest.class.getResourceAsStream("/" + name)) {
            assertThat(found).isNotNull();
        }
        assertThat(included()).anyMatch(matcher -> matcher.matches(Path.of(name)));
    }

    @Test
    void code_looks_up_only_below_folders_that_are_in_the_binary() throws IOException {
        assertThat(sources().flatMap(source -> LOOKUP.matcher(read(source)).results().map(found -> found.group(1))))
                .isNotEmpty().allSatisfy(start -> assertThat(included())
                        .anyMatch(matcher -> matcher.matches(Path.of(start + "anything"))));
    }

    @Test
    void every_command_is_registered_for_reflection_and_every_registered_class_is_there() throws Exception {
        JsonNode registered;
        try (InputStream config = NativeTest.class.getResourceAsStream("/" + COMMANDS)) {
            registered = new ObjectMapper().readTree(config);
        }
        List<String> names = new ArrayList<>();
        registered.forEach(one -> names.add(one.path("name").asText()));

        for (String name : names) {
            assertThat(Class.forName(name, false, NativeTest.class.getClassLoader())).isNotNull();
        }
        assertThat(names)
                .containsAll(CODE.stream().filter(one -> one.isAnnotatedWith(Command.class)).map(JavaClass::getName).toList())
                .contains("app.proca.notify.cli.ServiceOptions");
    }

    @Test
    void classes_that_settings_and_services_name_are_there() throws Exception {
        Properties settings = new Properties();
        settings.load(NativeTest.class.getResourceAsStream("/application.properties"));
        List<String> names = new ArrayList<>(Pattern.compile("--initialize-at-run-time=([\\w.,]+)")
                .matcher(settings.getProperty("quarkus.native.additional-build-args")).results()
                .flatMap(found -> Stream.of(found.group(1).split(","))).toList());
        try (Stream<Path> services = Files.list(RESOURCES.resolve("META-INF/services"))) {
            services.forEach(service -> names.addAll(read(service).lines().toList()));
        }

        assertThat(names).hasSizeGreaterThanOrEqualTo(2);
        for (String name : names) {
            assertThat(Class.forName(name, false, NativeTest.class.getClassLoader())).isNotNull();
        }
    }

    /** Static fields are filled while the binary is built: they would be the same in all that run, or hold what a build has open. */
    @Test
    void nothing_random_and_nothing_open_is_made_before_the_binary_runs() {
        for (Class<?> kind : List.of(Random.class, RandomGenerator.class, HttpClient.class, Socket.class, Executor.class,
                Thread.class,
                InputStream.class, Key.class)) {
            noFields().that().areStatic().should().haveRawType(assignableTo(kind))
                    .check(CODE);
        }
    }

    /** Nor are classes made that no compiler saw. */
    @Test
    void code_looks_up_no_class_by_its_name() throws IOException {
        assertThat(sources()).isNotEmpty().allSatisfy(source -> assertThat(read(source)).doesNotContain("Class.forName(",
                "Proxy.newProxyInstance(", ".defineClass(", "ServiceLoader.load("));
    }

    static Stream<String> resources() throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            return files.filter(Files::isRegularFile).map(file -> RESOURCES.relativize(file).toString()).sorted().toList()
                    .stream();
        }
    }

    private static List<PathMatcher> included() throws IOException {
        Properties settings = new Properties();
        settings.load(NativeTest.class.getResourceAsStream("/application.properties"));
        return Stream.concat(INCLUDED.stream(), Stream.of(settings.getProperty("quarkus.native.resources.includes").split(",")))
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob)).toList();
    }

    private static Stream<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
