package app.proca.notify.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;

/**
 * What existing clients may ask for, one line each, as the npm package {@code proca} 2.5.1 has it, against what we serve. A
 * line that we serve differently, or not at all, breaks clients.
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

    /** {@code target/reference-schema.txt} has each line with what became of it. */
    @Test
    void all_of_the_reference_is_served_as_it_is_there() throws IOException {
        Map<String, String> served = parsed(served());

        List<String> report = parsed(lines("/schema/proca-2.5.1.txt")).entrySet().stream()
                .map(line -> Found.of(line.getValue(), served.get(line.getKey())) + " " + line.getKey()
                        + (line.getValue().isEmpty() ? "" : ": " + line.getValue()))
                .sorted().toList();
        Files.write(Path.of("target/reference-schema.txt"), report);

        assertThat(report).isNotEmpty().allMatch(line -> line.startsWith(Found.SAME.name()));
    }

    @Test
    void what_proca_has_beyond_that_file_is_served_too() {
        assertThat(served()).contains(
                "RootQueryType.actions: [Action]!", "RootQueryType.contacts: [Action]!",
                "RootMutationType.updateCampaignProcessing: Campaign!", "RootMutationType.updateCampaignProcessing(name): String",
                "RootMutationType.updateCampaignProcessing(supporterConfirm): Boolean",
                "RootMutationType.updateCampaignProcessing(supporterConfirmTemplate): String",
                "RootMutationType.updateCampaignProcessing(actionConfirm): Boolean",
                "RootMutationType.deactivateAllKeys: ActivateKeyResult!", "RootMutationType.deactivateAllKeys(orgName): String!",
                "RootMutationType.deleteContact: Status!", "RootMutationType.deleteContact(orgName): String!",
                "RootMutationType.deleteContact(contactRef): String!",
                "Campaign.start: Date", "Campaign.end: Date", "Campaign.campaignProcessing: CampaignProcessing",
                "CampaignProcessing.supporterConfirm: Boolean", "CampaignProcessing.supporterConfirmTemplate: String",
                "CampaignProcessing.actionConfirm: Boolean", "CampaignInput.start: Date", "CampaignInput.end: Date",
                "CampaignInput.supporterConfirm: Boolean", "CampaignInput.supporterConfirmTemplate: String",
                "CampaignInput.actionConfirm: Boolean", "ActionPageInput.duplicateTemplate: String",
                "PrivateActionPage.duplicateTemplate: String", "OrgInput.senderRewrite: Boolean",
                "PersonalData.senderRewrite: Boolean", "ServiceInput.sendingFrom: String", "Service.sendingFrom: String",
                "Contact.dupeRank: Int", "CampaignMtt.ccContacts: [String]", "CampaignMtt.ccSender: Boolean",
                "CampaignMtt.dripDelivery: Boolean", "CampaignMttInput.ccContacts: [String!]",
                "CampaignMttInput.ccSender: Boolean",
                "CampaignMttInput.dripDelivery: Boolean");
    }

    @Test
    void root_types_have_the_names_of_the_reference() {
        Map<String, Map<String, String>> roots = ask(
                "{ __schema { queryType { name } mutationType { name } subscriptionType { name } } }").path("data.__schema");

        assertThat(roots).containsOnly(Map.entry("queryType", Map.of("name", "RootQueryType")),
                Map.entry("mutationType", Map.of("name", "RootMutationType")),
                Map.entry("subscriptionType", Map.of("name", "RootSubscriptionType")));
    }

    /** They are in the schema, so that clients which know them go on: the rest of what they do works. */
    @ParameterizedTest
    @ValueSource(strings = {
            "addStripePaymentIntent(actionPageId: 1, input: {amount: 100, currency: \"eur\"})",
            "addStripeSubscription(actionPageId: 1, input: {amount: 100, currency: \"eur\", frequencyUnit: MONTHLY})",
            "addStripeObject(actionPageId: 1, paymentIntent: \"{}\")" })
    void what_is_left_out_on_purpose_says_so(String operation) throws IOException {
        String name = operation.substring(0, operation.indexOf('('));

        Map<String, Object> error = ask("mutation { " + operation + " }").path("errors[0]");

        assertThat(error.get("message").toString()).startsWith(name + " is left out on purpose");
        assertThat(error.get("extensions")).isEqualTo(Map.of("code", "not_supported"));
        assertThat(Files.readString(Path.of("docs/compatibility.md"))).contains("`" + name + "`");
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

    /** What became of a line of the reference. */
    private enum Found {
        SAME, MISSING, BREAKING;

        static Found of(String reference, @Nullable String served) {
            return served == null ? MISSING : served.equals(reference) ? SAME : BREAKING;
        }
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
        List<Map<String, Object>> types = ask(INTROSPECTION).path("data.__schema.types");
        Set<String> lines = new TreeSet<>();
        types.forEach(type -> describe(type, lines));
        return lines;
    }

    private static ExtractableResponse<Response> ask(String query) {
        return given().auth().preemptive().basic(Services.ADMIN, Services.PASSWORD)
                .contentType("application/json").body(Map.of("query", query)).post("/api").then().statusCode(200).extract();
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
