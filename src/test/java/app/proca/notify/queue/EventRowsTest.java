package app.proca.notify.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;

import app.proca.notify.key.ActiveKey;
import app.proca.notify.key.ActiveKeys;
import app.proca.notify.template.CompiledTemplates;
import app.proca.notify.testing.Api;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/** Rows of spec/events.md, by their numbers, from the GraphQL request to what must follow from it. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class EventRowsTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String READ_EVENTS =
            "mutation ($org: String!, $on: Boolean) { updateOrgProcessing(name: $org, customEventDeliver: $on) { id } }";
    private static final String RENAME =
            "mutation ($name: String, $title: String) { updateCampaign(name: $name, input: {title: $title}) { id } }";

    @Inject
    Pool pool;
    @Inject
    ActiveKeys keys;
    @Inject
    CompiledTemplates templates;

    private final Crm crm = new Crm();
    private String org;
    private long id;

    @BeforeEach
    void found_an_org() throws Exception {
        crm.connect();
        org = Api.addOrg();
        id = Api.answer("query ($org: String!) { org(name: $org) { id } }", Map.of("org", org)).at("/org/id").asLong();
    }

    @AfterEach
    void disconnect() {
        crm.disconnect();
    }

    @Test
    void row_1_a_new_org_has_its_exchanges_and_its_retry_circuit() throws Exception {
        awaitTold();

        for (String exchange : List.of("confirm.supporter", "confirm.action", "deliver", "event", "fail", "retry")) {
            crm.channel().exchangeDeclarePassive("org." + id + "." + exchange);
        }
        crm.channel().queueDeclarePassive("org." + id + ".fail");
    }

    @Test
    void row_3_a_changed_processing_changes_the_queues_and_an_unchanged_one_nothing() throws Exception {
        ask(READ_EVENTS, Map.of("org", org, "on", true));
        awaitTold();
        crm.channel().queueDeclarePassive("cus." + id + ".deliver");
        long told = count("org_id = " + id);

        ask(READ_EVENTS, Map.of("org", org, "on", true));
        ask("mutation ($org: String!) { updateOrg(name: $org, input: {title: \"Another\"}) { id } }", Map.of("org", org));

        assertThat(count("org_id = " + id)).isEqualTo(told);
    }

    @Test
    void row_4_an_update_of_the_instance_org_declares_the_queues_of_every_org() throws Exception {
        awaitTold();
        String exchange = "org." + id + ".event";
        crm.channel().exchangeDelete(exchange);

        ask("mutation ($title: String) { updateOrg(name: \"instance\", input: {title: $title}) { id } }",
                Map.of("title", "Told of by " + org));

        await().atMost(SOON).ignoreExceptions().until(() -> crm.channel().exchangeDeclarePassive(exchange) != null);
    }

    @Test
    void row_5_the_queues_of_a_deleted_org_keep_their_messages() throws Exception {
        ask(READ_EVENTS, Map.of("org", org, "on", true));
        awaitTold();
        String queue = "cus." + id + ".deliver";
        crm.channel().basicPublish("", queue, MessageProperties.PERSISTENT_TEXT_PLAIN, "kept".getBytes(StandardCharsets.UTF_8));

        ask("mutation ($org: String!) { deleteOrg(name: $org) }", Map.of("org", org));
        awaitTold();

        assertThat(crm.next(queue).getBody()).asString(StandardCharsets.UTF_8).isEqualTo("kept");
        crm.channel().exchangeDeclarePassive("org." + id + ".event");
    }

    @Test
    void rows_7_and_20_an_updated_campaign_is_told_to_its_org_and_to_the_instance_and_a_new_one_to_nobody() throws Exception {
        ask(READ_EVENTS, Map.of("org", org, "on", true));
        String campaign = Api.addCampaign(org);
        awaitTold();
        assertThat(crm.channel().queueDeclarePassive("cus." + id + ".deliver").getMessageCount()).isZero();

        ask(RENAME, Map.of("name", campaign, "title", "Save the Bees!"));

        GetResponse message = crm.next("cus." + id + ".deliver");
        assertThat(normalised(message, campaign)).isEqualTo(sample());
        assertThat(message.getEnvelope().getExchange()).isEqualTo("org." + id + ".event");
        assertThat(message.getEnvelope().getRoutingKey()).isEqualTo("system.campaign_updated");
        assertThat(message.getProps().getDeliveryMode()).isEqualTo(2);
        GetResponse copy = await().atMost(SOON).until(() -> crm.channel().basicGet("system.deliver", true),
                found -> found != null && Objects.equals(found.getProps().getMessageId(), message.getProps().getMessageId()));
        assertThat(copy.getBody()).isEqualTo(message.getBody());
    }

    @Test
    void row_8_an_upserted_campaign_is_told_when_it_is_made_and_so_is_each_of_its_pages() throws Exception {
        ask(READ_EVENTS, Map.of("org", org, "on", true));
        awaitTold();
        String name = "bees-" + org;

        ask("mutation ($org: String!, $c: CampaignInput!) { upsertCampaign(orgName: $org, input: $c) { id } }",
                Map.of("org", org, "c", Map.of("name", name, "title", "Save the Bees!", "config", "{\"hive\":{\"snake_case\":1}}",
                        "actionPages", List.of(Map.of("name", name + "/one", "locale", "en"),
                                Map.of("name", name + "/two", "locale", "pl")))));

        assertThat(normalised(crm.next("cus." + id + ".deliver"), name)).isEqualTo(sample());
        assertThat(count("channel = 'live' and org_id = " + id)).isEqualTo(2);
    }

    @Test
    void row_13_the_taker_of_an_activation_knows_the_key_with_the_answer() throws Exception {
        assertThat(result(keys.of(id))).isEmpty();
        JsonNode key = newKey();

        ask("mutation ($org: String!, $id: Int!) { activateKey(orgName: $org, id: $id) { status } }",
                Map.of("org", org, "id", key.get("id").asInt()));

        assertThat(result(keys.of(id)).map(ActiveKey::publicHalf)).contains(key.get("public").asText());
    }

    @Test
    void row_13_an_instance_follows_a_key_that_another_one_activated() throws Exception {
        assertThat(result(keys.of(id))).isEmpty();
        long key = newKey().get("id").asLong();

        elsewhere("update public_keys set active = true where id = " + key, "active_keys", "key_activated");

        await().atMost(SOON).until(() -> result(keys.of(id)).map(ActiveKey::id).equals(java.util.Optional.of(key)));
    }

    @Test
    void row_14_an_instance_follows_keys_that_another_one_deactivated() throws Exception {
        ask("mutation ($org: String!, $id: Int!) { activateKey(orgName: $org, id: $id) { status } }",
                Map.of("org", org, "id", newKey().get("id").asInt()));
        assertThat(result(keys.of(id))).isPresent();

        elsewhere("update public_keys set active = false where org_id = " + id, "active_keys", "key_activated");

        await().atMost(SOON).until(() -> result(keys.of(id)).isEmpty());
    }

    @Test
    void row_16_an_instance_follows_a_template_that_another_one_changed() throws Exception {
        ask("mutation ($org: String!) { upsertTemplate(orgName: $org, input: {name: \"thanks\", locale: \"en\", subject: \"Old\", html: \"h\"}) }",
                Map.of("org", org));
        assertThat(subject()).isEqualTo("Old");

        elsewhere("update email_templates set subject = 'New' where org_id = " + id, "templates", "template_changed");

        await().atMost(SOON).until(() -> subject().equals("New"));
    }

    /** What another instance's transaction leaves: its change, and the entry of the log that tells of it. */
    private void elsewhere(String change, String topic, String kind) throws Exception {
        var unused = result(pool.withTransaction(transaction -> transaction.query(change).execute()
                .chain(() -> transaction.query("""
                        insert into notify.outbox (channel, org_id, subject, shard, kind, address, body, state)
                        values ('instances', %d, '%s', %d, '%s', '%s', '%d', 'logged')""".formatted(id, topic, id % 16, kind,
                        topic,
                        id)).execute())));
    }

    private JsonNode newKey() {
        return Api.answer("mutation ($org: String!) { generateKey(orgName: $org, input: {name: \"k\"}) { id public } }",
                Map.of("org", org)).at("/generateKey");
    }

    private String subject() throws Exception {
        return result(templates.find(id, "thanks", "en")).orElseThrow().fill(Map.of()).subject();
    }

    private void awaitTold() {
        await().atMost(SOON).until(() -> count("state = 'pending' and org_id = " + id) == 0);
    }

    private long count(String where) {
        return result(pool.query("select count(*) from notify.outbox where " + where).execute()
                .map(rows -> rows.iterator().next().getLong(0)));
    }

    private JsonNode normalised(GetResponse message, String campaign) throws IOException {
        ObjectNode body = (ObjectNode) JSON.readTree(message.getBody());
        assertThat(body.get("orgId").asLong()).isEqualTo(id);
        assertThat(body.at("/campaign/id")).isEqualTo(body.get("campaignId"));
        assertThat(body.at("/campaign/name").asText()).isEqualTo(campaign);
        assertThat(body.at("/campaign/org/name").asText()).isEqualTo(org);
        assertThat(body.at("/campaign/config").toString()).isEqualTo("{\"hive\":{\"snake_case\":1}}");
        assertThat(body.get("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        body.put("campaignId", 1).put("orgId", 2).put("timestamp", "2026-11-23T23:41:43Z");
        ((ObjectNode) body.get("campaign")).put("id", 1).put("name", "save-bees").set("config", JSON.createObjectNode());
        ((ObjectNode) body.at("/campaign/org")).put("name", "lead");
        return JSON.readTree(body.toString());
    }

    private static JsonNode sample() throws IOException {
        try (var stream = EventRowsTest.class.getResourceAsStream("/samples/amqp/event__system.campaign_updated.json")) {
            return JSON.readTree(stream).get("body");
        }
    }

    private static void ask(String query, Map<String, ?> variables) {
        Api.answer(query, variables);
    }

    private static <T> T result(Uni<T> uni) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> uni);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
