package app.proca.notify.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;

import app.proca.notify.api.edge.SocketClient;
import app.proca.notify.testing.Api;
import app.proca.notify.testing.Services;
import app.proca.notify.user.Accounts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;

/** From the mutation to the frame on a subscriber's socket (spec/events.md, rows 6, 8 and 19). */
@QuarkusTest
@QuarkusTestResource(Services.class)
@TestProfile(PageNewsTest.ShortLimits.class)
class PageNewsTest {

    public static class ShortLimits implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("proca.api.stuck-after", "3s", "proca.api.recheck", "300ms", "proca.live.buffer", "200");
        }
    }

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String FIELDS = "__typename id name locale cursor campaign { name org { name } } org { name }";

    @Inject
    Vertx vertx;
    @Inject
    Pool pool;
    @Inject
    LiveLog live;

    private final List<SocketClient> clients = new ArrayList<>();
    private String org;
    private String campaign;

    @BeforeEach
    void found_a_campaign() {
        await().atMost(SOON).until(() -> live.listeners() == 0);
        org = Api.addOrg();
        campaign = Api.addCampaign(org);
    }

    @AfterEach
    void hang_up() {
        clients.forEach(SocketClient::close);
    }

    @Test
    void pages_that_are_made_changed_copied_and_upserted_are_told() throws Exception {
        SocketClient all = listening(admin(), FIELDS);
        SocketClient own = listening(admin(), FIELDS, org);
        SocketClient other = listening(admin(), FIELDS, Api.addOrg());

        int id = addPage("one");
        change(id, "pl");
        Api.answer("mutation ($org: String!, $name: String!, $from: String!) {"
                + " copyActionPage(orgName: $org, name: $name, fromName: $from) { id } }",
                Map.of("org", org, "name", campaign + "/copy", "from", campaign + "/one"));
        upsert("one", "two");

        List<String> told = List.of("one en", "one pl", "copy pl", "one en", "two en");
        await().atMost(SOON).untilAsserted(() -> assertThat(pages(own)).isEqualTo(told));
        await().atMost(SOON).untilAsserted(() -> assertThat(pages(all)).isEqualTo(told));
        assertThat(pages(other)).isEmpty();
        JsonNode first = items(own).get(0);
        assertThat(first.at("/campaign/name").asText() + " " + first.at("/campaign/org/name").asText() + " "
                + first.at("/org/name").asText()).isEqualTo(campaign + " " + org + " " + org);
    }

    @Test
    void a_change_that_rolls_back_and_a_deletion_are_silent() throws Exception {
        int doomed = addPage("doomed");
        SocketClient client = listening(admin(), FIELDS, org);

        JsonNode refused = Api.ask(
                "mutation ($org: String!, $input: CampaignInput!) { upsertCampaign(orgName: $org, input: $input)"
                        + " { id } }",
                Map.of("org", org, "input", Map.of("name", campaign, "title", "Never", "actionPages",
                        List.of(page("silent"), Map.of("name", "no name", "locale", "en")))));
        Api.answer("mutation ($id: Int) { deleteActionPage(id: $id) }", Map.of("id", doomed));
        addPage("last");

        assertThat(refused.has("errors")).isTrue();
        await().atMost(SOON).untilAsserted(() -> assertThat(pages(client)).isEqualTo(List.of("last en")));
    }

    @Test
    void what_cannot_be_subscribed_is_refused_with_a_code() throws Exception {
        String past = cursor();
        addPage("swept");
        execute("update notify.log_horizon set id = " + cursor());
        SocketClient client = welcomed(null);

        client.subscribe("org", "subscription { actionPageUpserted(orgName: \"nope\") { id } }")
                .subscribe("malformed", "subscription { actionPageUpserted(since: \"yesterday\") { id } }")
                .subscribe("old", "subscription { actionPageUpserted(since: \"" + past + "\") { id } }")
                .subscribe("ahead", "subscription { actionPageUpserted(since: \"" + Long.MAX_VALUE + "\") { id } }");

        assertThat(error(client, "org")).isEqualTo("not_found Org not found");
        assertThat(error(client, "malformed")).startsWith("bad_arg since is not a cursor");
        assertThat(error(client, "old")).startsWith("cursor_expired ");
        assertThat(error(client, "ahead")).startsWith("cursor_expired ");
    }

    @Test
    void a_subscriber_resumes_without_gap_or_repetition_while_others_commit() throws Exception {
        String start = cursor();
        List<Integer> ids = IntStream.range(0, 4).mapToObj(number -> addPage("page" + number)).toList();
        ExecutorService writers = Executors.newFixedThreadPool(4);
        List<Callable<Boolean>> changes = ids.stream().<Callable<Boolean>>map(id -> () -> {
            IntStream.range(0, 40).forEach(round -> change(id, round % 2 == 0 ? "pl" : "de"));
            return true;
        }).toList();
        List<Future<Boolean>> changing = changes.stream().map(writers::submit).toList();
        writers.shutdown();

        List<String> heard = new ArrayList<>();
        while (heard.size() < 4 + 4 * 40) {
            SocketClient client = welcomed(null);
            String from = heard.isEmpty() ? start : heard.get(heard.size() - 1);
            client.subscribe("1", "subscription { actionPageUpserted(since: \"" + from + "\") { cursor } }");
            await().atMost(SOON).until(() -> !items(client).isEmpty());
            client.close();
            items(client).forEach(item -> heard.add(item.get("cursor").asText()));
        }

        for (Future<Boolean> change : changing) {
            assertThat(change.get()).isTrue();
        }
        assertThat(heard).isEqualTo(column("select o.id::text from notify.outbox o where o.channel = 'live' and o.id > "
                + start + " order by o.id"));
    }

    @Test
    void who_belongs_to_the_org_sees_more_until_that_ends() throws Exception {
        String email = member();
        SocketClient anonymous = listening(null, FIELDS + " ... on PrivateActionPage { delivery }", org);
        SocketClient member = listening(basic(email, "a password"), FIELDS + " ... on PrivateActionPage { delivery }", org);

        int id = addPage("shown");
        await().atMost(SOON).until(() -> items(anonymous).size() == 1 && items(member).size() == 1);
        execute("delete from staffers where user_id = (select id from users where email = '" + email + "')");

        await().atMost(SOON).untilAsserted(() -> {
            change(id, items(member).size() % 2 == 0 ? "pl" : "de");
            assertThat(items(member).get(items(member).size() - 1).get("__typename").asText()).isEqualTo("PublicActionPage");
        });
        assertThat(items(member).get(0).get("__typename").asText()).isEqualTo("PrivateActionPage");
        assertThat(items(member).get(0).get("delivery").asBoolean()).isTrue();
        assertThat(items(anonymous)).allMatch(item -> item.get("__typename").asText().equals("PublicActionPage"));
    }

    @Test
    void an_instance_that_heard_no_signal_tells_within_a_poll() throws Exception {
        addPage("elsewhere");
        SocketClient client = listening(admin(), FIELDS, org);

        execute("""
                insert into notify.outbox (channel, org_id, subject, shard, kind, address, body, state)
                select channel, org_id, subject, shard, kind, address, body, state from notify.outbox
                where channel = 'live' order by id desc limit 1""");

        await().atMost(Duration.ofSeconds(2)).untilAsserted(() -> assertThat(pages(client)).isEqualTo(List.of("elsewhere en")));
    }

    @Test
    void a_stuck_subscriber_is_closed_and_slows_nobody() throws Exception {
        int id = addPage("large");
        SocketClient stuck = listening(admin(), "config cursor", org);
        SocketClient other = listening(admin(), "locale cursor", org);
        stuck.stopReading();

        AtomicInteger changes = new AtomicInteger();
        await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(1)).until(() -> {
            Api.answer("mutation ($id: Int, $config: Json) { updateActionPage(id: $id, input: {config: $config}) { id } }",
                    Map.of("id", id, "config", Map.of("text" + changes.incrementAndGet(), "x".repeat(300_000))));
            return live.listeners() == 1;
        });

        stuck.read();
        await().atMost(Duration.ofSeconds(2)).until(() -> items(other).size() == changes.get());
        await().atMost(SOON).until(() -> stuck.closeCode() != null);
        assertThat(stuck.closeCode().intValue()).isEqualTo(4410);
        assertThat(stuck.closeReason()).contains("too slow");
        assertThat(items(stuck).size()).isLessThan(changes.get());
    }

    @Test
    void who_leaves_is_not_listened_for_any_more() throws Exception {
        SocketClient client = listening(admin(), FIELDS);
        client.subscribe("2", "subscription { actionPageUpserted(since: \"" + cursor() + "\") { id } }");
        await().atMost(SOON).until(() -> live.listeners() == 2);

        client.say("{\"type\": \"complete\", \"id\": \"1\"}").say("{\"type\": \"complete\", \"id\": \"2\"}");

        await().atMost(SOON).until(() -> live.listeners() == 0);
    }

    private SocketClient listening(String authorization, String fields) throws Exception {
        return listening(authorization, fields, null);
    }

    private SocketClient listening(String authorization, String fields, String orgName) throws Exception {
        int before = live.listeners();
        SocketClient client = welcomed(authorization).subscribe("1", "subscription { actionPageUpserted"
                + (orgName == null ? "" : "(orgName: \"" + orgName + "\")") + " { " + fields + " } }");
        await().atMost(SOON).until(() -> live.listeners() == before + 1);
        return client;
    }

    private SocketClient welcomed(String authorization) throws Exception {
        Map<String, String> headers = new HashMap<>();
        Optional.ofNullable(authorization).ifPresent(given -> headers.put("Authorization", given));
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        SocketClient client = SocketClient.connect(vertx, port, "graphql-transport-ws", headers)
                .say("{\"type\": \"connection_init\"}");
        clients.add(client);
        await().atMost(SOON).until(() -> client.heard("connection_ack"));
        return client;
    }

    private static String admin() {
        return basic(Services.ADMIN, Services.PASSWORD);
    }

    private static String basic(String email, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((email + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static List<JsonNode> items(SocketClient client) {
        return client.heard.stream().map(message -> message.at("/payload/data/actionPageUpserted"))
                .filter(JsonNode::isObject).toList();
    }

    private List<String> pages(SocketClient client) {
        return items(client).stream()
                .map(item -> item.get("name").asText().replace(campaign + "/", "") + " " + item.get("locale").asText()).toList();
    }

    private static String error(SocketClient client, String id) {
        await().atMost(SOON).until(() -> client.count("error", id) == 1);
        JsonNode error = client.heard.stream().filter(message -> message.path("id").asText().equals(id)).findFirst()
                .orElseThrow().at("/payload/0");
        return error.at("/extensions/code").asText() + " " + error.get("message").asText();
    }

    private Map<String, String> page(String name) {
        return Map.of("name", campaign + "/" + name, "locale", "en");
    }

    @CanIgnoreReturnValue
    private int addPage(String name) {
        return Api.answer("mutation ($org: String!, $campaign: String!, $page: ActionPageInput!) {"
                + " addActionPage(orgName: $org, campaignName: $campaign, input: $page) { id } }",
                Map.of("org", org, "campaign", campaign, "page", page(name))).at("/addActionPage/id").asInt();
    }

    private static void change(int id, String locale) {
        Api.answer("mutation ($id: Int, $locale: String) { updateActionPage(id: $id, input: {locale: $locale}) { id } }",
                Map.of("id", id, "locale", locale));
    }

    private void upsert(String... names) {
        Api.answer("mutation ($org: String!, $input: CampaignInput!) { upsertCampaign(orgName: $org, input: $input) { id } }",
                Map.of("org", org, "input", Map.of("name", campaign, "title", "Bees", "actionPages",
                        List.of(names).stream().map(this::page).toList())));
    }

    private static String cursor() {
        return Api.answer("{ actionPageCursor }", Map.of()).get("actionPageCursor").asText();
    }

    private String member() throws Exception {
        String email = UUID.randomUUID() + "@example.org";
        execute("""
                with member as (insert into users (email, hashed_password, inserted_at, updated_at)
                values ('%s', '%s', now(), now()) returning id)
                insert into staffers (org_id, user_id, perms, inserted_at, updated_at)
                select o.id, member.id, 0, now(), now() from member, orgs o where o.name = '%s'
                """.formatted(email, Accounts.hash("a password"), org));
        return email;
    }

    private void execute(String sql) throws Exception {
        column(sql);
    }

    @CanIgnoreReturnValue
    private List<String> column(String sql) throws Exception {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> pool.query(sql).execute().map(rows -> {
                List<String> values = new ArrayList<>();
                for (Row row : rows) {
                    values.add(row.getString(0));
                }
                return values;
            }));
        } catch (Throwable failure) {
            throw new IllegalStateException(sql, failure);
        }
    }
}
