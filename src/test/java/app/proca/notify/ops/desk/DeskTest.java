package app.proca.notify.ops.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.rabbitmq.client.GetResponse;

import app.proca.notify.api.edge.SocketClient;
import app.proca.notify.queue.broker.Broker;
import app.proca.notify.testing.Api;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.People;
import app.proca.notify.testing.Services;
import app.proca.notify.user.Permission;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;

/** What operators see and do, on a real broker and a real database. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class DeskTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BODY = "{\"schema\":\"proca:action:2\",\"contact\":{\"email\":\"jan@example.com\"}}";

    @Inject
    DataSource database;

    @Inject
    Broker broker;

    @Inject
    Vertx vertx;

    private final Crm crm = new Crm();
    private String org;
    private long orgId;

    @BeforeEach
    void an_org_wants_events() throws Exception {
        crm.connect();
        await().atMost(SOON).until(broker::isConnected);
        org = Api.addOrg();
        orgId = Long.parseLong(text("select id from orgs where name = '" + org + "'"));
        Api.answer("mutation ($org: String!) { updateOrgProcessing(name: $org, customEventDeliver: true) { id } }",
                Map.of("org", org));
        awaitTold();
        execute("delete from notify.outbox where org_id = " + orgId + " and state <> 'logged'");
    }

    @AfterEach
    void disconnect() {
        crm.disconnect();
    }

    @Test
    void owners_see_what_is_their_orgs_without_anybodys_data() throws Exception {
        long id = told("campaign:5", "parked", "550 <jan@example.com> is unknown");
        String owner = People.aStaffer(org, Permission.ORG_OWNER.mask());
        String exporter = People.aStaffer(org, Permission.ORG_OWNER.mask() | Permission.EXPORT_CONTACTS.mask());
        String query = "query ($org: String) { notifications(orgName: $org) { id org orgId channel state subject kind attempts "
                + "reason body masked size messageId settledAt nextAttemptAt } }";

        JsonNode masked = Api.answerAs(owner, query, Map.of("org", org)).at("/notifications/0");
        JsonNode whole = Api.answerAs(exporter, query, Map.of("org", org)).at("/notifications/0");

        assertThat(masked.get("id").asText()).isEqualTo("outbox-" + id);
        assertThat(masked.get("org").asText() + masked.get("orgId").asLong()).isEqualTo(org + orgId);
        assertThat(List.of(masked.get("channel").asText(), masked.get("state").asText(), masked.get("subject").asText(),
                masked.get("reason").asText(), masked.get("body").asText()))
                .containsExactly("BROKER", "PARKED", "campaign:5", "550 <…> is unknown",
                        "{\"contact\":{\"email\":\"…\"},\"schema\":\"proca:action:2\"}");
        assertThat(masked.get("masked").asBoolean()).isTrue();
        assertThat(masked.get("size").asInt()).isEqualTo(BODY.length());
        assertThat(whole.get("body").asText()).isEqualTo(BODY);
        assertThat(whole.get("masked").asBoolean()).isFalse();
        assertThat(code(Api.askAs(owner, "{ notifications { id } }", Map.of()))).isEqualTo("permission_denied");
        assertThat(code(Api.askAs(owner, "query ($o: String, $id: ID!) { notification(orgName: $o, id: $id) { id } }",
                Map.of("o", org, "id", "outbox-" + told(1, "campaign:1", "parked", ""))))).isEqualTo("not_found");
    }

    @Test
    void what_is_selected_is_listed_and_counted_the_newest_first_page_by_page() throws Exception {
        told("campaign:5", "parked", "");
        long other = told("campaign:6", "parked", "");
        long delivered = told("campaign:6", "delivered", "");
        long worker = parked("wrk." + orgId + ".webhook", UUID.randomUUID().toString(), "{\"campaignId\":6}", 6L);

        assertThat(ids(Map.of())).hasSize(4);
        assertThat(ids(Map.of("campaignId", 6))).containsExactly("parked-" + worker, "outbox-" + delivered, "outbox-" + other);
        assertThat(ids(Map.of("states", List.of("DELIVERED")))).containsExactly("outbox-" + delivered);
        assertThat(ids(Map.of("channel", "QUEUE"))).containsExactly("parked-" + worker);
        assertThat(ids(Map.of("queue", "wrk." + orgId + ".webhook"))).containsExactly("parked-" + worker);
        assertThat(ids(Map.of("subject", "campaign:6", "kind", "test"))).containsExactly("parked-" + worker,
                "outbox-" + delivered, "outbox-" + other);
        assertThat(ids(Map.of("to", "2020-01-01T00:00:00Z"))).isEmpty();
        assertThat(ids(Map.of("from", "2020-01-01T00:00:00+02:00"))).hasSize(4);
        assertThat(count(Map.of("campaignId", 6))).isEqualTo(3);
        List<String> paged = new ArrayList<>();
        String after = null;
        for (int page = 0; page < 4; page++) {
            JsonNode one = list(Map.of(), 1, after).get(0);
            paged.add(one.get("id").asText());
            after = one.get("cursor").asText();
        }
        assertThat(list(Map.of(), 1, after)).isEmpty();
        assertThat(paged).isEqualTo(ids(Map.of()));
    }

    @Test
    void what_was_done_on_a_page_or_for_a_campaign_is_found_by_its_supporter() throws Exception {
        long campaign = Long.parseLong(text("select id from campaigns where name = '" + Api.addCampaign(org) + "'"));
        long page = Long
                .parseLong(text("insert into action_pages (name, locale, campaign_id, org_id, inserted_at, updated_at) values ('"
                        + UUID.randomUUID() + "', 'en', " + campaign + ", " + orgId + ", now(), now()) returning id"));
        long supporter = supporter(campaign, page, 4);
        long id = told("supporter:" + supporter, "delivered", "");
        told("supporter:0", "delivered", "");

        assertThat(ids(Map.of("campaignId", campaign, "states", List.of("DELIVERED")))).containsExactly("outbox-" + id);
        assertThat(ids(Map.of("actionPageId", page, "states", List.of("DELIVERED")))).containsExactly("outbox-" + id);
    }

    @Test
    void a_replay_tells_the_same_messages_again_in_their_order_and_is_written_down() throws Exception {
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            long id = told("campaign:" + i % 3, i % 2 == 0 ? "parked" : "delivered", "");
            messages.add(text("select message_id from notify.outbox where id = " + id));
        }

        JsonNode replayed = replay(Map.of("kind", "test"), 30);

        assertThat(replayed.get("count").asInt()).isEqualTo(30);
        assertThat(replayed.get("withheld").asInt()).isZero();
        List<String> heard = new ArrayList<>();
        while (heard.size() < 30) {
            heard.add(crm.next("cus." + orgId + ".deliver").getProps().getMessageId());
        }
        assertThat(heard).isEqualTo(messages);
        JsonNode entry = Api.answer("query ($org: String) { deskAudit(orgName: $org) { id at by org operation what count } }",
                Map.of("org", org)).at("/deskAudit/0");
        assertThat(List.of(entry.get("by").asText(), entry.get("org").asText(), entry.get("operation").asText(),
                entry.get("count").asText())).containsExactly(Services.ADMIN, org, "replay", "30");
        assertThat(JSON.readTree(entry.get("what").asText()).get("kind").asText()).isEqualTo("test");
        awaitTold();
        assertThat(text("select count(*) from notify.outbox where state = 'delivered' and org_id = " + orgId)).isEqualTo("30");
    }

    @Test
    void a_replay_of_another_number_than_was_counted_does_nothing() throws Exception {
        told("campaign:5", "parked", "");
        told("campaign:5", "parked", "");

        JsonNode refused =
                Api.ask("mutation ($org: String) { replayNotifications(orgName: $org, select: {}, count: 1) { count } }",
                        Map.of("org", org));

        assertThat(code(refused)).isEqualTo("count_differs");
        assertThat(refused.at("/errors/0/extensions/count").asInt()).isEqualTo(2);
        assertThat(text("select count(*) from notify.outbox where state = 'parked' and org_id = " + orgId)).isEqualTo("2");
        assertThat(text("select count(*) from notify.audit where org_id = " + orgId)).isEqualTo("0");
    }

    @Test
    void what_is_no_notification_of_the_orgs_or_was_logged_for_all_cannot_be_replayed() throws Exception {
        long mine = told("campaign:5", "parked", "");
        long logged = Long
                .parseLong(text("insert into notify.outbox (channel, org_id, subject, shard, kind, address, body, state) values "
                        + "('instances', " + orgId + ", 'x', 0, 'x', 'nobody', '{}', 'logged') returning id"));
        long others = told(1, "campaign:5", "parked", "");

        assertThat(code(replayIds(List.of("outbox-" + logged)))).isEqualTo("not_replayable");
        assertThat(code(replayIds(List.of("outbox-" + mine, "outbox-" + others)))).isEqualTo("not_found");
        assertThat(code(replayIds(List.of("nonsense")))).isEqualTo("bad_arg");
        assertThat(text("select count(*) from notify.outbox where state = 'parked' and org_id = " + orgId)).isEqualTo("1");
        execute("delete from notify.outbox where id = " + others);
    }

    @Test
    void what_a_worker_gave_up_goes_back_to_its_queue_as_it_was() throws Exception {
        String queue = "test." + UUID.randomUUID();
        crm.channel().queueDeclare(queue, true, false, false, null);
        String message = UUID.randomUUID().toString();
        long first = parked(queue, message, BODY, null);
        long second = parked(queue, "no uuid", "second", null);

        JsonNode done = replayIds(List.of("parked-" + second, "parked-" + first));

        assertThat(done.at("/data/replayNotifications/count").asInt()).as(done.toString()).isEqualTo(2);
        GetResponse back = crm.next(queue);
        assertThat(new String(back.getBody(), StandardCharsets.UTF_8)).isEqualTo(BODY);
        assertThat(back.getProps().getMessageId() + " " + back.getProps().getType()).isEqualTo(message + " deliver");
        assertThat(back.getProps().getHeaders()).hasToString("{x-mine=1}");
        assertThat(back.getProps().getTimestamp().toInstant()).hasToString("2026-11-25T08:00:00Z");
        assertThat(crm.next(queue).getProps().getMessageId()).isEqualTo("no uuid");
        assertThat(text("select count(*) from notify.parked where queue = '" + queue + "'")).isEqualTo("0");
        awaitTold();
        JsonNode shown = list(Map.of("queue", queue), 5, null);
        assertThat(shown).extracting(one -> one.get("messageId").asText() + " " + one.get("state").asText())
                .containsExactly("no uuid DELIVERED", message + " DELIVERED");
        crm.channel().queueDelete(queue);
    }

    @Test
    void who_was_rejected_meanwhile_is_not_told_of_again() throws Exception {
        long campaign = Long.parseLong(text("select id from campaigns where name = '" + Api.addCampaign(org) + "'"));
        long page = Long
                .parseLong(text("insert into action_pages (name, locale, campaign_id, org_id, inserted_at, updated_at) values ('"
                        + UUID.randomUUID() + "', 'en', " + campaign + ", " + orgId + ", now(), now()) returning id"));
        long id = told("supporter:" + supporter(campaign, page, 2), "delivered", "");

        JsonNode done = replayIds(List.of("outbox-" + id));

        assertThat(done.at("/data/replayNotifications/count").asInt()).isZero();
        assertThat(done.at("/data/replayNotifications/withheld").asInt()).isEqualTo(1);
        assertThat(text("select state from notify.outbox where id = " + id)).isEqualTo("delivered");
    }

    @Test
    void watchers_hear_what_becomes_of_their_orgs_notifications() throws Exception {
        String owner = People.aStaffer(org, Permission.ORG_OWNER.mask());
        SocketClient mine = watching(owner, org);
        SocketClient others = watching(owner, Api.addOrg());
        long id = told("campaign:5", "parked", "");

        await().atMost(SOON).untilAsserted(() -> {
            replayIds(List.of("outbox-" + id));
            assertThat(changes(mine)).anyMatch(change -> change.get("delivered").asInt() > 0)
                    .anyMatch(change -> change.get("replayed").asInt() > 0);
        });

        assertThat(changes(mine)).allMatch(change -> change.get("org").asText().equals(org));
        assertThat(others.heard.stream().map(message -> message.at("/payload/0/extensions/code").asText())
                .filter(code -> !code.isEmpty())).containsExactly("permission_denied");
        mine.close();
        others.close();
    }

    private SocketClient watching(String email, String orgName) throws Exception {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        String basic = "Basic " + Base64.getEncoder()
                .encodeToString((email + ":" + People.PASSWORD).getBytes(StandardCharsets.UTF_8));
        SocketClient client = SocketClient.connect(vertx, port, "graphql-transport-ws", Map.of("Authorization", basic))
                .say("{\"type\": \"connection_init\"}");
        await().atMost(SOON).until(() -> client.heard("connection_ack"));
        return client.subscribe("1", "subscription { notificationChanged(orgName: \"" + orgName
                + "\") { org orgId at created delivered unrouted failed parked replayed ids } }");
    }

    private static List<JsonNode> changes(SocketClient client) {
        return client.heard.stream().map(message -> message.at("/payload/data/notificationChanged")).filter(JsonNode::isObject)
                .toList();
    }

    private List<String> ids(Map<String, ?> select) {
        return list(select, 50, null).findValuesAsText("id");
    }

    private JsonNode list(Map<String, ?> select, int limit, String after) {
        return Api.answer("query ($org: String, $select: SelectNotifications, $limit: Int"
                + (after == null ? "" : ", $after: String") + ") { notifications(orgName: $org, select: $select, limit: $limit"
                + (after == null ? "" : ", after: $after") + ") { id cursor messageId state } }",
                after == null ? Map.of("org", org, "select", select, "limit", limit)
                        : Map.of("org", org, "select", select, "limit", limit, "after", after))
                .get("notifications");
    }

    private int count(Map<String, ?> select) {
        return Api.answer(
                "query ($org: String, $select: SelectNotifications) { countNotifications(orgName: $org, select: $select) }",
                Map.of("org", org, "select", select)).get("countNotifications").asInt();
    }

    private JsonNode replay(Map<String, ?> select, int count) {
        return Api.answer("mutation ($org: String, $select: SelectNotifications, $count: Int!) { "
                + "replayNotifications(orgName: $org, select: $select, count: $count) { count withheld audit { id } } }",
                Map.of("org", org, "select", select, "count", count)).get("replayNotifications");
    }

    @CanIgnoreReturnValue
    private JsonNode replayIds(List<String> ids) {
        return Api.ask("mutation ($org: String, $ids: [String!], $count: Int!) { "
                + "replayNotifications(orgName: $org, ids: $ids, count: $count) { count withheld } }",
                Map.of("org", org, "ids", ids, "count", ids.size()));
    }

    private static String code(JsonNode answer) {
        return answer.at("/errors/0/extensions/code").asText();
    }

    @CanIgnoreReturnValue
    private long told(String subject, String state, String error) throws SQLException {
        return told(orgId, subject, state, error);
    }

    private long told(long ofOrg, String subject, String state, String error) throws SQLException {
        return Long.parseLong(text("""
                insert into notify.outbox (channel, org_id, subject, shard, kind, address, routing_key, body, state, attempts, last_error, settled_at)
                values ('broker', %d, '%s', %d, 'test', 'org.%d.event', 'system.test', '%s', '%s', 3, '%s', now()) returning id"""
                .formatted(ofOrg, subject, ofOrg % 16, ofOrg, BODY, state, error)));
    }

    private long parked(String queue, String messageId, String body, Long campaign) throws SQLException {
        return Long.parseLong(text("""
                insert into notify.parked (org_id, queue, message_id, reason, returns, properties, body, kind, campaign_id) values (%d, '%s', '%s',
                'said 500', 3, '{"type":"deliver","contentType":"application/json","timestamp":"2026-11-25T08:00:00Z","headers":{"x-mine":1,"x-death":[{"count":3}]}}',
                convert_to('%s', 'UTF8'), 'test', %s) returning id"""
                .formatted(orgId, queue, messageId, body, campaign)));
    }

    private long supporter(long campaign, long page, int status) throws SQLException {
        return Long.parseLong(text("""
                insert into supporters (campaign_id, action_page_id, fingerprint, processing_status, inserted_at, updated_at)
                values (%d, %d, convert_to('%s', 'UTF8'), %d, now(), now()) returning id"""
                .formatted(campaign, page, UUID.randomUUID(), status)));
    }

    private void awaitTold() {
        await().atMost(SOON).until(
                () -> text("select count(*) from notify.outbox where state = 'pending' and org_id = " + orgId).equals("0"));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection(); PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.executeUpdate();
        }
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
