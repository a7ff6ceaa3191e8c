package app.proca.notify.api.phoenix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.StreamSupport;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;

import app.proca.notify.api.edge.SocketClient;
import app.proca.notify.testing.Api;
import app.proca.notify.testing.Node;
import app.proca.notify.testing.People;
import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;

/** The frames of Proca's own socket, compared with samples of them, and what Proca's, Absinthe's and Phoenix's clients make of ours. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class PhoenixClientsTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OWNER = 1 << 7 | 1 << 9 | 1 << 10 | 1 << 15 | 1 << 16 | 1 << 17 | 1 << 18 | 1 << 20;

    @Inject
    Vertx vertx;

    private String org;
    private String partner;
    private final String campaign = "oceans-" + UUID.randomUUID();
    private final int externalId = ThreadLocalRandom.current().nextInt(1_000, 1_000_000_000);

    @BeforeEach
    void found_orgs() {
        org = Api.addOrg();
        partner = addPartner();
    }

    @Test
    void frames_equal_those_of_proca() throws Exception {
        List<String> sample = sample("phoenix-frames.txt");
        Map<String, SocketClient> clients = new LinkedHashMap<>();
        for (String name : List.of("lead", "unknown-org")) {
            SocketClient client = SocketClient.phoenix(vertx, RestAssured.port, "?vsn=2.0.0", Map.of());
            clients.put(name, client);
            for (String frame : frames(sample, name + " > ")) {
                int before = client.heard.size();
                client.say(ours(frame));
                await().atMost(SOON).until(() -> client.heard.size() > before);
            }
        }

        changePages();

        List<JsonNode> expected = read(frames(sample, "lead < "));
        await().atMost(SOON).untilAsserted(() -> assertThat(clients.get("lead").heard).hasSameSizeAs(expected));
        assertThat(likeTheSample(clients.get("lead").heard, expected)).isEqualTo(expected);
        List<JsonNode> refused = read(frames(sample, "unknown-org < "));
        assertThat(clients.get("unknown-org").heard.subList(0, refused.size())).isEqualTo(refused);
        assertThat(clients.get("unknown-org").heard.subList(refused.size(), refused.size() + 1)).isEqualTo(read(List.of("""
                [null, "101", "phoenix", "phx_reply", {"status": "ok", "response": {}}]""")));
        clients.values().forEach(SocketClient::close);
    }

    @Test
    void what_cannot_be_asked_for_is_refused_in_the_words_of_proca() throws Exception {
        List<String> sample = sample("phoenix-validation-error.txt");
        SocketClient client = SocketClient.phoenix(vertx, RestAssured.port, "?vsn=2.0.0", Map.of());

        for (String frame : frames(sample, "> ")) {
            int before = client.heard.size();
            client.say(frame);
            await().atMost(SOON).until(() -> client.heard.size() > before);
        }

        assertThat(client.heard).isEqualTo(read(frames(sample, "< ")));
        client.close();
    }

    @Test
    void the_clients_of_proca_absinthe_and_phoenix_subscribe_and_are_told() {
        String email = People.aStaffer(org, OWNER);
        String token = Api.answerAs(email, "mutation { resetApiToken }", Map.of()).get("resetApiToken").asText();
        addCampaign();
        int page = addPage(org, Map.of("name", org + "/oceans-en", "locale", "en"));

        JsonNode told = Node.run("phoenix.js", Map.of("http", "http://localhost:" + RestAssured.port + "/api",
                "socket", "ws://localhost:" + RestAssured.port + "/socket", "email", email, "password", People.PASSWORD,
                "token", token, "org", org, "page", page));

        JsonNode news = told.at("/proca/news");
        assertThat(news.get("name").asText()).startsWith(org + "/proca-");
        assertThat(news.get("__typename").asText()).as("who sent no token").isEqualTo("PublicActionPage");
        JsonNode absinthe = told.get("absinthe");
        assertThat(absinthe.at("/changed/data/updateActionPage/name").asText()).isEqualTo(org + "/absinthe");
        assertThat(absinthe.at("/news/data/actionPageUpserted/name").asText()).isEqualTo(org + "/absinthe");
        assertThat(absinthe.at("/news/data/actionPageUpserted/__typename").asText()).isEqualTo("PrivateActionPage");
        assertThat(absinthe.get("refused").asText()).startsWith("Error: request");
        assertThat(absinthe.get("unknown").asText()).startsWith("Error: request");
        assertThat(absinthe.at("/later/data/actionPageUpserted/name").asText()).isEqualTo(org + "/later");
        assertThat(absinthe.get("afterCancel").asInt()).isZero();
        assertThat(absinthe.at("/who/data/currentUser/email").asText()).isEqualTo(email);
        assertThat(absinthe.get("left").asBoolean()).isTrue();
        assertThat(absinthe.get("beat").asBoolean()).isTrue();
        assertThat(absinthe.get("afterLeave").asInt()).isZero();
        for (String serializer : List.of("lists", "objects")) {
            servesPhoenix(told.get(serializer), email);
        }
    }

    private void servesPhoenix(JsonNode told, String email) {
        assertThat(told.at("/nowhere/status").asText()).isEqualTo("error");
        assertThat(told.at("/nowhere/response/reason").asText()).isEqualTo("unmatched topic");
        assertThat(told.at("/joined/status").asText()).isEqualTo("ok");
        assertThat(told.at("/who/response/data/currentUser/email").asText()).isEqualTo(email);
        assertThat(told.get("subscribed").asText()).isEqualTo("ok");
        assertThat(told.get("onTopic").asBoolean()).isTrue();
        assertThat(told.get("news")).hasSize(1);
        assertThat(told.at("/news/0/data/actionPageUpserted/name").asText()).isEqualTo(org + "/one");
        assertThat(told.get("unsubscribed").asText()).isEqualTo("ok");
        assertThat(told.get("sameId").asBoolean()).isTrue();
        assertThat(told.at("/unknown/status").asText()).isEqualTo("error");
        assertThat(told.get("beat").asBoolean()).isTrue();
        assertThat(told.get("left").asBoolean()).isTrue();
    }

    /** What the sample tells of, in this order. */
    private void changePages() {
        addCampaign();
        addPage(org, Map.of("name", org + "/oceans-en", "locale", "en", "thankYouTemplate", "thankyou", "config",
                "{\"journey\":[\"petition\",\"share\"]}"));
        addPage(org, Map.of("name", org + "/oceans-fr", "locale", "fr"));
        upsert("Save the Oceans!", Map.of("name", org + "/oceans-fr", "locale", "fr"));
        upsert("Save all Oceans", Map.of("name", org + "/oceans-en", "locale", "en"));
        Api.answer("mutation ($org: String!, $name: String!, $from: String!) {"
                + " copyActionPage(orgName: $org, name: $name, fromName: $from) { id } }",
                Map.of("org", partner, "name", partner + "/oceans-en", "from", org + "/oceans-en"));
    }

    private void addCampaign() {
        Api.answer("mutation ($org: String!, $campaign: CampaignInput!) { addCampaign(orgName: $org, input: $campaign) { id } }",
                Map.of("org", org, "campaign", Map.of("name", campaign, "title", "Save the Oceans", "externalId", externalId)));
    }

    @CanIgnoreReturnValue
    private int addPage(String owner, Map<String, ?> page) {
        return Api.answer("mutation ($org: String!, $campaign: String!, $page: ActionPageInput!) {"
                + " addActionPage(orgName: $org, campaignName: $campaign, input: $page) { id } }",
                Map.of("org", owner, "campaign", campaign, "page", page)).at("/addActionPage/id").asInt();
    }

    private void upsert(String title, Map<String, ?> page) {
        Api.answer("mutation ($org: String!, $input: CampaignInput!) { upsertCampaign(orgName: $org, input: $input) { id } }",
                Map.of("org", org, "input", Map.of("name", campaign, "title", title, "externalId", externalId, "actionPages",
                        List.of(page))));
    }

    private static String addPartner() {
        String name = "org-" + UUID.randomUUID();
        Api.answer("mutation ($org: OrgInput!) { addOrg(input: $org) { name } }",
                Map.of("org", Map.of("name", name, "title", "Partner Org")));
        return name;
    }

    private String ours(String frame) {
        return frame.replace("\"lead\"", "\"" + org + "\"").replace("\"partner\"", "\"" + partner + "\"");
    }

    /** With the sample's names and ids in place of ours, where they mean the same. */
    private List<JsonNode> likeTheSample(List<JsonNode> heard, List<JsonNode> sample) throws Exception {
        String text =
                JSON.writeValueAsString(heard).replace(org, "lead").replace(partner, "partner").replace(campaign, "save-oceans")
                        .replace("\"externalId\":" + externalId, "\"externalId\":777");
        for (int reply = 1; reply <= 2; reply++) {
            String id = heard.get(reply).at("/4/response/subscriptionId").asText();
            assertThat(id).startsWith("__absinthe__:doc:");
            text = text.replace(id, sample.get(reply).at("/4/response/subscriptionId").asText());
        }
        List<JsonNode> like = StreamSupport.stream(JSON.readTree(text).spliterator(), false).toList();
        Map<String, Integer> ids = Map.of("lead/oceans-en", 2, "lead/oceans-fr", 3, "partner/oceans-en", 4);
        like.stream().map(frame -> frame.at("/4/result/data/actionPageUpserted")).filter(JsonNode::isObject).forEach(page -> {
            ((ObjectNode) page).put("id", ids.get(page.get("name").asText()));
            ((ObjectNode) page.get("campaign")).put("id", 2);
        });
        return like;
    }

    private static List<String> frames(List<String> sample, String prefix) {
        return sample.stream().filter(line -> line.startsWith(prefix)).map(line -> line.substring(prefix.length())).toList();
    }

    private static List<JsonNode> read(List<String> frames) throws Exception {
        return JSON.readerForListOf(JsonNode.class).readValue(frames.toString());
    }

    private static List<String> sample(String name) throws Exception {
        try (var stream = PhoenixClientsTest.class.getResourceAsStream("/samples/websocket/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
