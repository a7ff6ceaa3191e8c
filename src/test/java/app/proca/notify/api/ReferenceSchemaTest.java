package app.proca.notify.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/**
 * What existing clients may ask for, one line each, as the npm package {@code proca} 2.5.1 has it, against what we serve. A
 * line that we serve differently breaks clients; those that we do not serve yet are listed in {@code missing.txt}.
 */
@QuarkusTest
@QuarkusTestResource(Services.class)
class ReferenceSchemaTest {

    private static final String INTROSPECTION =
            """
            { __schema { types { name interfaces { name } enumValues(includeDeprecated: true) { name }
              inputFields { name type { ...T } }
              fields(includeDeprecated: true) { name type { ...T } args { name type { ...T } } } } } }
            fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } }""";

    @Test
    void the_reference_is_served_but_for_what_is_listed() throws IOException {
        Map<String, String> served = parsed(served());
        Map<String, String> reference = parsed(lines("/schema/proca-2.5.1.txt"));

        Set<String> missing = reference.keySet().stream().filter(line -> !served.containsKey(line))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> different = reference.entrySet().stream()
                .filter(line -> served.containsKey(line.getKey()) && !served.get(line.getKey()).equals(line.getValue()))
                .map(line -> line.getKey() + ": " + line.getValue() + ", and we have " + served.get(line.getKey()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(different).isEmpty();
        assertThat(missing).containsExactlyElementsOf(new TreeSet<>(lines("/schema/missing.txt")));
    }

    @Test
    void no_argument_of_ours_is_required_where_the_reference_has_none() throws IOException {
        Set<String> reference = parsed(lines("/schema/proca-2.5.1.txt")).keySet();
        Set<String> takers = reference.stream().map(ReferenceSchemaTest::taker).collect(Collectors.toSet());
        takers.addAll(reference);

        Set<String> stricter = parsed(served()).entrySet().stream()
                .filter(line -> line.getValue().endsWith("!") && isGiven(line.getKey()))
                .map(Map.Entry::getKey)
                .filter(line -> takers.contains(taker(line)) && !reference.contains(line))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(stricter).isEmpty();
    }

    private static boolean isGiven(String line) {
        return line.contains("(") || line.matches("\\w*(Input|Select\\w+)\\..*");
    }

    /** The operation that takes the argument, or the type that has the field. */
    private static String taker(String line) {
        return line.replaceFirst(line.contains("(") ? "\\(.*" : "\\..*", "");
    }

    private static Map<String, String> parsed(Collection<String> lines) {
        Map<String, String> parsed = new HashMap<>();
        lines.forEach(line -> {
            String[] parts = line.split(": ", 2);
            parsed.put(parts[0], parts.length > 1 ? parts[1] : "");
        });
        return parsed;
    }

    private static List<String> lines(String resource) throws IOException {
        try (var stream = ReferenceSchemaTest.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static Set<String> served() {
        List<Map<String, Object>> types = given().auth().preemptive().basic(Services.ADMIN, Services.PASSWORD)
                .contentType("application/json").body(Map.of("query", INTROSPECTION)).post("/api").then().statusCode(200)
                .extract().path("data.__schema.types");
        Set<String> lines = new TreeSet<>();
        types.forEach(type -> describe(type, lines));
        return lines;
    }

    private static void describe(Map<String, Object> type, Set<String> lines) {
        String name = (String) type.get("name");
        objects(type, "interfaces").forEach(implemented -> lines.add(name + " implements " + implemented.get("name")));
        objects(type, "enumValues").forEach(value -> lines.add(name + "." + value.get("name")));
        objects(type, "inputFields").forEach(field -> lines.add(name + "." + field.get("name") + ": " + written(field)));
        objects(type, "fields").forEach(field -> {
            lines.add(name + "." + field.get("name") + ": " + written(field));
            objects(field, "args").forEach(argument -> lines
                    .add(name + "." + field.get("name") + "(" + argument.get("name") + "): " + written(argument)));
        });
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> objects(Map<String, Object> parent, String field) {
        List<Map<String, Object>> objects = (List<Map<String, Object>>) parent.get(field);
        return objects == null ? List.of() : objects;
    }

    @SuppressWarnings("unchecked")
    private static String written(Map<String, Object> field) {
        return type((Map<String, Object>) field.get("type"));
    }

    @SuppressWarnings("unchecked")
    private static String type(Map<String, Object> type) {
        Map<String, Object> inner = (Map<String, Object>) type.get("ofType");
        return switch ((String) type.get("kind")) {
            case "NON_NULL" -> type(inner) + "!";
            case "LIST" -> "[" + type(inner) + "]";
            default -> (String) type.get("name");
        };
    }
}
