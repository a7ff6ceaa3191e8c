package app.proca.notify.ops;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;

import app.proca.notify.campaign.Campaign;
import app.proca.notify.org.Org;
import app.proca.notify.org.ServiceName;
import app.proca.notify.queue.broker.Broker;
import app.proca.notify.testing.DeliveryBackends;
import app.proca.notify.testing.Node;
import app.proca.notify.testing.People;
import app.proca.notify.testing.Services;
import app.proca.notify.testing.SignedActions;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Role;
import app.proca.notify.user.User;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** The operator's page, as its files are sent and as a browser shows it. */
@QuarkusTest
@TestProfile(DeliveryBackends.class)
@QuarkusTestResource(Services.class)
class DeskPageTest {

    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String REASON = "refused by the broker: no exchange of this name";
    /** Text, wherever it is shown. */
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    @TestHTTPResource("/desk")
    String address;

    @Inject
    Broker broker;

    @Inject
    Pool pool;

    private final List<String> posted = new CopyOnWriteArrayList<>();
    private HttpServer webhook;

    /** Queues outlive a test's database: ids that no other test's orgs have find none that was declared with another delay. */
    @BeforeEach
    void listen() throws IOException {
        int rows = sql("select setval('orgs_id_seq', 1000000 + (random() * 1000000000)::int) where $1", true);
        assertThat(rows).isOne();
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        webhook.createContext("/", exchange -> {
            posted.add(exchange.getRequestHeaders().getFirst("webhook-id"));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        webhook.start();
        await().atMost(SOON).until(broker::isConnected);
    }

    @AfterEach
    void close() {
        webhook.stop(0);
    }

    @Test
    void the_address_without_a_slash_leads_to_the_page() {
        given().redirects().follow(false).get("/desk").then().statusCode(302).header("Location", "desk/");
        given().get("/desk").then().statusCode(200).contentType(containsString("text/html"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "/desk", "/desk/", "/desk/desk.js", "/desk/desk.css", "/desk/not-there" })
    void everything_below_says_what_a_browser_may_do_with_it(String path) {
        given().redirects().follow(false).get(path).then()
                .header("Content-Security-Policy", is("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
                        + "require-trusted-types-for 'script'; trusted-types 'none'"))
                .header("X-Content-Type-Options", is("nosniff"))
                .header("X-Frame-Options", is("DENY"))
                .header("Referrer-Policy", is("no-referrer"));
    }

    @Test
    void files_are_asked_for_each_time_and_sent_when_they_changed() {
        String changed = given().get("/desk/desk.js").then().statusCode(200).header("Cache-Control", containsString("max-age=0"))
                .extract().header("Last-Modified");

        given().header("If-Modified-Since", changed).get("/desk/desk.js").then().statusCode(304);
    }

    /** At the width of a phone, and of a screen. */
    @ParameterizedTest
    @CsvSource({ "360, true", "1280, false" })
    void an_owner_sees_what_is_parked_replays_it_and_steps_a_worker_and_who_runs_the_instance_sees_all(int width, boolean dark) {
        Org org = SignedActions.anOrg(ServiceName.WEBHOOK, false, true,
                service -> service.host = "http://127.0.0.1:" + webhook.getAddress().getPort());
        String owner = People.aStaffer(org.name, Role.OWNER.mask());
        String chief = People.aUser();
        SignedActions.inTransaction(() -> User.<User>find("email", chief).firstResult()
                .invoke(found -> found.permissions = Permission.INSTANCE_OWNER.mask()));
        String troubled = anOrgWithSomethingParked();
        Campaign campaign = SignedActions.aCampaign(org);
        SignedActions.inTransaction(() -> Campaign.<Campaign>findById(campaign.id).invoke(found -> found.title = HOSTILE));
        await().atMost(SOON).until(() -> posted.size() == 1);
        await().atMost(SOON).until(() -> park(org) == 1);

        JsonNode seen = Node.run("desk.js", Map.ofEntries(Map.entry("address", address), Map.entry("width", width),
                Map.entry("dark", dark), Map.entry("email", owner), Map.entry("chief", chief),
                Map.entry("campaign", campaign.name), Map.entry("troubled", troubled), Map.entry("password", People.PASSWORD),
                Map.entry("org", org.name), Map.entry("orgTitle", org.title), Map.entry("kind", "campaign_updated"),
                Map.entry("reason", REASON), Map.entry("hostile", HOSTILE), Map.entry("queue", "wrk." + org.id + ".webhook")));

        assertThat(seen.get("complaints")).as("what the browser complained of").isEmpty();
        assertThat(seen.get("inaccessible")).as("what keeps somebody out").isEmpty();
        // replayed, and replayed for the step; a sample and what happened meanwhile have ids of their own
        await().atMost(SOON).until(() -> posted.size() == 7);
        assertThat(posted).filteredOn(posted.get(0)::equals).hasSize(3);
    }

    private String anOrgWithSomethingParked() {
        Org org = new Org();
        org.name = "troubled-" + UUID.randomUUID();
        org.title = "Troubled";
        SignedActions.inTransaction(org::persist);
        int rows = sql("""
                insert into notify.outbox (channel, org_id, subject, shard, kind, address, body, state, attempts, last_error)
                values ('broker', $1, 'campaign:1', 2, 'campaign_updated', 'org.1.event', '{}', 'parked', 12, '%s')
                """.formatted(REASON), org.id);
        assertThat(rows).isOne();
        return org.name;
    }

    private int park(Org org) {
        return sql("update notify.outbox set state = 'parked', attempts = 12, last_error = '" + REASON
                + "' where org_id = $1 and kind = 'campaign_updated' and state = 'delivered'", org.id);
    }

    private int sql(String statement, Object value) {
        try {
            return VertxContextSupport
                    .subscribeAndAwait(() -> pool.preparedQuery(statement).execute(Tuple.of(value)).map(rows -> rows.rowCount()));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
