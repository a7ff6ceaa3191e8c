package app.proca.notify.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The images, for as much as can be said of them without an engine that builds them. */
class ContainersIT {

    private static final Path FOLDER = Path.of("src/main/docker");
    private static final Path COMPOSE = FOLDER.resolve("compose.yaml");

    @ParameterizedTest
    @ValueSource(strings = { "jvm", "native", "native-micro" })
    void an_image_is_nobodys_says_what_it_is_and_asks_itself_whether_it_lives(String kind) throws IOException {
        List<String> steps = steps(kind);

        assertThat(steps.stream().filter(step -> step.startsWith("USER "))).containsExactly("USER 10001:10001");
        assertThat(only(steps, "LABEL ")).contains("org.opencontainers.image.title=", "org.opencontainers.image.licenses=",
                "org.opencontainers.image.version=", "org.opencontainers.image.revision=");
        assertThat(only(steps, "HEALTHCHECK ")).contains("/q/health/live", "localhost", "${PORT:-4000}");
        assertThat(only(steps, "EXPOSE ")).isEqualTo("EXPOSE 4000");
        assertThat(steps).noneMatch(step -> step.startsWith("ADD ") || step.startsWith("RUN "));
        assertThat(steps.stream().filter(step -> step.startsWith("FROM "))).noneMatch(step -> step.contains("latest"));
    }

    @Test
    void the_image_for_a_jvm_takes_the_whole_package_and_starts_it_as_the_readme_does() throws IOException {
        List<String> steps = steps("jvm");

        List<String> sources = steps.stream().filter(step -> step.startsWith("COPY "))
                .map(step -> step.split(" ")).map(words -> words[words.length - 2]).toList();

        assertThat(sources).allMatch(ContainersIT::isThere).allMatch(ContainersIT::isSentToTheEngine);
        Set<String> packaged;
        try (Stream<Path> files = Files.list(Path.of("target/quarkus-app"))) {
            packaged = files.map(Path::toString).collect(Collectors.toSet());
        }
        assertThat(packaged).filteredOn(file -> !file.endsWith("quarkus-app-dependencies.txt"))
                .allMatch(file -> sources.stream().anyMatch(source -> matches(source, file)));
        assertThat(only(steps, "ENTRYPOINT ")).endsWith("\"-jar\", \"/work/quarkus-run.jar\"]");
        assertThat(only(steps, "WORKDIR ")).isEqualTo("WORKDIR /work");
        try (JarFile runner = new JarFile("target/quarkus-app/quarkus-run.jar")) {
            assertThat(runner.getManifest().getMainAttributes().getValue("Class-Path")).contains("lib/boot/");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "native", "native-micro" })
    void the_native_images_take_the_binary_as_quarkus_names_it(String kind) throws IOException {
        List<String> steps = steps(kind);

        assertThat(steps.stream().filter(step -> step.startsWith("COPY ") && !step.contains("--from=")))
                .containsExactly("COPY --chown=10001:0 --chmod=0755 target/*-runner /work/application");
        assertThat(isSentToTheEngine("target/proca-notify-0.1.0-runner")).isTrue();
        assertThat(only(steps, "ENTRYPOINT ")).isEqualTo("ENTRYPOINT [\"/work/application\"]");
    }

    @Test
    void compose_starts_the_image_beside_what_it_needs_and_writes_nowhere_but_tmp() throws IOException {
        JsonNode services = Kustomized.documents(COMPOSE).get(0).get("services");
        JsonNode notify = services.get("notify");
        String readme = Files.readString(Path.of("README.md"));

        assertThat(FOLDER.resolve(notify.at("/build/context").asText()).normalize()).isEqualTo(Path.of(""));
        assertThat(Path.of(notify.at("/build/dockerfile").asText())).exists();
        assertThat(notify.get("read_only").asBoolean()).isTrue();
        assertThat(texts(notify.get("tmpfs"))).containsExactly("/tmp");
        assertThat(texts(notify.get("cap_drop"))).containsExactly("ALL");
        assertThat(notify.get("environment").fieldNames()).toIterable().isNotEmpty()
                .allMatch(name -> readme.contains("`" + name + "`"));
        assertThat(notify.at("/environment/DATABASE_URL").asText()).contains("@database:");
        assertThat(notify.at("/environment/AMQP_URL").asText()).contains("@broker:");
        assertThat(notify.at("/environment/SMTP_URL").asText()).contains("//mail:");
        assertThat(notify.get("depends_on").fieldNames()).toIterable().allMatch(name -> services.at("/" + name + "/healthcheck")
                .isObject());
        assertThat(services).allMatch(service -> StreamSupport.stream(service.path("ports").spliterator(), false)
                .allMatch(port -> port.asText().startsWith("127.0.0.1:")));
    }

    /** The instructions, each on one line, without comments. */
    private static List<String> steps(String kind) throws IOException {
        String text = Files.readString(FOLDER.resolve("Dockerfile." + kind));
        return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).collect(Collectors.joining("\n"))
                .replaceAll("\\\\\n\\s*", "").lines().toList();
    }

    private static String only(List<String> steps, String instruction) {
        List<String> found = steps.stream().filter(step -> step.startsWith(instruction)).toList();
        assertThat(found).as(instruction).hasSize(1);
        return found.get(0);
    }

    private static boolean isThere(String source) {
        Path path = Path.of(source);
        if (!path.getFileName().toString().contains("*")) {
            return Files.exists(path);
        }
        try (Stream<Path> files = Files.list(path.getParent())) {
            return files.anyMatch(file -> matches(source, file.toString()));
        } catch (IOException absent) {
            return false;
        }
    }

    /** .dockerignore leaves out everything, and takes back what begins with {@code !}. */
    private static boolean isSentToTheEngine(String source) {
        try (Stream<String> lines = Files.lines(Path.of(".dockerignore"))) {
            return lines.filter(line -> line.startsWith("!")).map(line -> line.substring(1))
                    .anyMatch(taken -> matches(taken, source.replaceFirst("/$", "")));
        } catch (IOException absent) {
            return false;
        }
    }

    private static boolean matches(String pattern, String file) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern.replaceFirst("/$", ""));
        return matcher.matches(Path.of(file));
    }

    private static List<String> texts(JsonNode list) {
        return new ObjectMapper().convertValue(list, new TypeReference<List<String>>() {
        });
    }
}
