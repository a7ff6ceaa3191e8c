package app.proca.notify.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import app.proca.notify.campaign.Campaign;
import app.proca.notify.testing.Api;
import app.proca.notify.testing.Services;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * What goes wrong when change events come from a reactive session: each of the traps that were met, by number. (1) A failed
 * transaction leaves rows to the next one on its session. (2) A flush outside a transaction tells nobody. (3) What is rendered
 * from the live entity sees later changes. (4) A client that hangs up cancels what should follow. (5) What an observer
 * returns is ignored. (6) One session takes no parallel work. Traps 1, 2 and 5 are in {@link CommitTest}, by tag.
 */
@QuarkusTest
@QuarkusTestResource(Services.class)
class TrapsTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CLIENTS = 40;

    @Inject
    Pool pool;
    @TestHTTPResource("/api")
    URI api;

    private String org;
    private long orgId;

    @BeforeEach
    void found_an_org() {
        org = Api.addOrg();
        orgId = Api.answer("query ($org: String!) { org(name: $org) { id } }", Map.of("org", org)).at("/org/id").asLong();
    }

    @Test
    @Tag("trap-3")
    void what_is_told_of_one_transaction_is_not_changed_by_the_next_one() throws Throwable {
        String name = Api.addCampaign(org);

        VertxContextSupport.subscribeAndAwait(() -> Panache.withSession(() -> Campaign.<Campaign>find("name", name).firstResult()
                .call(campaign -> Panache.withTransaction(() -> title(campaign, "First")))
                .call(campaign -> Panache.withTransaction(() -> title(campaign, "Second")))));

        assertThat(strings("select body::jsonb #>> '{campaign,title}' from notify.outbox where org_id = " + orgId
                + " and kind = 'campaign_updated' order by id")).containsExactly("First", "Second");
    }

    @Test
    @Tag("trap-4")
    void a_client_that_hangs_up_has_changed_nothing_or_everybody_is_told() throws Exception {
        List<String> campaigns = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            campaigns.add(Api.addCampaign(org));
        }
        rename(campaigns.get(0), Duration.ofSeconds(5));

        for (int client = 1; client < CLIENTS; client++) {
            rename(campaigns.get(client), Duration.ofNanos(client * 400_000L));
        }

        await().during(Duration.ofSeconds(1)).atMost(SOON)
                .until(() -> strings("select 1::text from pg_stat_activity where datname = current_database()"
                        + " and state like 'idle in transaction%'").isEmpty()
                        && strings("select id::text from notify.outbox where state = 'pending' and org_id = " + orgId).isEmpty());
        List<String> changed = strings("select 'campaign:' || id from campaigns where title = 'Renamed' and org_id = " + orgId
                + " order by id");
        List<String> told = strings("select subject from notify.outbox where kind = 'campaign_updated' and state in ('delivered',"
                + " 'unrouted') and org_id = " + orgId + " order by id");
        assertThat(changed).isNotEmpty();
        assertThat(told).containsExactlyInAnyOrderElementsOf(changed);
    }

    @Test
    @Tag("trap-4")
    void what_was_committed_without_waking_anybody_is_told_by_the_poll() {
        var unused =
                strings("""
                insert into notify.outbox (channel, org_id, subject, shard, kind, address, routing_key, body, state)
                values ('broker', %d, 'campaign:0', %d, 'unwoken', 'org.%d.event', 'system.unwoken', '{}', 'pending') returning 'done'"""
                        .formatted(orgId, orgId % 16, orgId));

        await().atMost(SOON).until(() -> strings("select state from notify.outbox where kind = 'unwoken' and org_id = " + orgId)
                .stream().noneMatch("pending"::equals));
    }

    @Test
    @Tag("trap-6")
    void fields_that_are_read_beside_each_other_do_not_share_a_session() {
        String campaign = Api.addCampaign(org);
        Api.answer(
                "mutation ($o: String!, $c: String!, $p: ActionPageInput!) { addActionPage(orgName: $o, campaignName: $c, input: $p) { id } }",
                Map.of("o", org, "c", campaign, "p", Map.of("name", campaign + "/act", "locale", "en")));
        String fields = """
                { campaigns { name org { name } } actionPages { name org { name } campaign { name org { name } } } users { email }
                  keys { id } services { id } processing { emailTemplates } personalData { contactSchema } }""";
        String query = "query ($o: String!, $c: String) { a: org(name: $o) " + fields + " b: org(name: $o) " + fields
                + " c: campaign(name: $c) { name org { name } } d: campaigns(name: $c) { name org { name } } }";

        JsonNode alone = Api.answer("query ($o: String!) { a: org(name: $o) " + fields + " }", Map.of("o", org)).get("a");
        for (int again = 0; again < 10; again++) {
            JsonNode together = Api.answer(query, Map.of("o", org, "c", campaign));

            assertThat(together.get("a")).isEqualTo(alone);
            assertThat(together.get("b")).isEqualTo(alone);
            assertThat(together.get("c")).isEqualTo(together.at("/d/0"));
        }
    }

    @Test
    @Tag("trap-6")
    void mutations_of_one_request_run_one_after_the_other_each_in_a_transaction_of_its_own() {
        String campaign = Api.addCampaign(org);
        Map<String, Object> variables = Map.of("c", campaign);

        JsonNode answer = Api.ask("""
                mutation ($c: String) {
                  a: updateCampaign(name: $c, input: {title: "One"}) { title }
                  b: updateCampaign(name: $c, input: {title: "Two"}) { title }
                  c: updateCampaign(name: $c, input: {title: ""}) { title } }""", variables);

        assertThat(answer.get("errors")).hasSize(1);
        await().atMost(SOON).until(() -> strings("select body::jsonb #>> '{campaign,title}' from notify.outbox where org_id = "
                + orgId + " and kind = 'campaign_updated' order by id"), List.of("One", "Two")::equals);
    }

    /** Sends the request whole, and hangs up without reading the answer. */
    private void rename(String campaign, Duration patience) throws IOException {
        byte[] body = JSON.writeValueAsBytes(Map.of("query",
                "mutation ($n: String) { updateCampaign(name: $n, input: {title: \"Renamed\"}) { id } }", "variables",
                Map.of("n", campaign)));
        String login = Base64.getEncoder()
                .encodeToString((Services.ADMIN + ":" + Services.PASSWORD).getBytes(StandardCharsets.UTF_8));
        try (Socket socket = new Socket(api.getHost(), api.getPort())) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write(("POST /api HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Authorization: Basic " + login + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            hesitate(socket, patience);
        }
    }

    /** At most so long, less where the answer comes. */
    private static void hesitate(Socket socket, Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end && socket.getInputStream().available() == 0) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
        }
    }

    private static Uni<Void> title(Campaign campaign, String title) {
        campaign.title = title;
        return Panache.getSession().chain(session -> session.flush());
    }

    private List<String> strings(String sql) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> pool.preparedQuery(sql).execute(Tuple.tuple()).map(rows -> {
                List<String> strings = new ArrayList<>();
                rows.forEach(row -> strings.add(row.getString(0)));
                return strings;
            }));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
