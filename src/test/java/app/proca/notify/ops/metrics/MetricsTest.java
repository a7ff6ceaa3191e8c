package app.proca.notify.ops.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import app.proca.notify.campaign.Campaign;
import app.proca.notify.org.Org;
import app.proca.notify.org.ServiceName;
import app.proca.notify.queue.broker.Broker;
import app.proca.notify.testing.DeliveryBackends;
import app.proca.notify.testing.Services;
import app.proca.notify.testing.SignedActions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.mutiny.sqlclient.Pool;

/** What Prometheus reads, what it may not, and that dashboard, alarms and runbooks know nothing that is not there. */
@QuarkusTest
@TestProfile(DeliveryBackends.class)
@QuarkusTestResource(Services.class)
class MetricsTest {

    private static final Duration SOON = Duration.ofSeconds(40);
    private static final Path RULES = Path.of("deploy/prometheus/rules.yaml");
    private static final Path DASHBOARD = Path.of("deploy/grafana/notify.json");
    private static final Path RUNBOOKS = Path.of("docs/operations.md");
    private static final Pattern SERVED = Pattern.compile("^([a-zA-Z_:][a-zA-Z0-9_:]*)[ {]", Pattern.MULTILINE);
    private static final Pattern NAMED = Pattern.compile("\\b(?:notify|http|cache|jvm|process|system|sql)_[a-z0-9_]+\\b");
    private static final Pattern URI = Pattern.compile("uri=\"([^\"]*)\"");
    private static final Pattern ALERT = Pattern.compile("- alert: *(\\w+)");
    private static final Pattern RUNBOOK = Pattern.compile("runbook_url: *\\S*docs/operations.md#(\\w+)");
    private static final Pattern SECTION = Pattern.compile("^### (\\w+)$", Pattern.MULTILINE);

    @Inject
    Broker broker;
    @Inject
    Vertx vertx;
    @Inject
    Pool pool;

    private HttpServer webhook;

    /** Queues outlive a test's database: ids that no other test's orgs have find none that was declared with another delay. */
    @BeforeEach
    void connect() throws Throwable {
        run("select setval('orgs_id_seq', 1000000 + (random() * 1000000000)::int)");
        webhook = vertx.createHttpServer().requestHandler(request -> {
            var unused = request.response().end();
        }).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        await().atMost(SOON).until(broker::isConnected);
    }

    @AfterEach
    void disconnect() {
        var unused = webhook.close();
    }

    @Test
    void every_metric_of_dashboard_and_alarms_is_served_once_a_change_went_through() throws IOException {
        Org org = aHookedOrg();
        Campaign campaign = SignedActions.aCampaign(org);

        SignedActions.inTransaction(() -> Campaign.<Campaign>findById(campaign.id).invoke(found -> found.title = "Hooked"));
        await().atMost(SOON).until(() -> value("notify_webhook_call_seconds_count{result=\"2xx\"}") >= 1);

        String scrape = scrape();
        assertThat(value("notify_delivery_seconds_count{channel=\"broker\"}")).isPositive();
        assertThat(value("notify_notifications_committed_total{channel=\"broker\",kind=\"campaign_updated\"}")).isPositive();
        assertThat(
                value("notify_notifications_settled_total{channel=\"broker\",kind=\"campaign_updated\",outcome=\"delivered\"}"))
                .isPositive();
        assertThat(value("notify_worker_messages_total{outcome=\"done\",work=\"webhook\"}")).isPositive();
        assertThat(value("notify_broker_connected")).isEqualTo(1);
        Set<String> served = all(SERVED, scrape);
        assertThat(all(NAMED, Files.readString(DASHBOARD))).isNotEmpty().isSubsetOf(served);
        assertThat(all(NAMED, Files.readString(RULES))).isNotEmpty().isSubsetOf(served);
    }

    @Test
    void every_alarm_has_its_section_in_the_runbooks_and_no_section_is_without_an_alarm() throws IOException {
        String rules = Files.readString(RULES);
        Set<String> alarms = all(ALERT, rules);

        assertThat(alarms).isNotEmpty().isEqualTo(all(SECTION, Files.readString(RUNBOOKS)));
        assertThat(all(RUNBOOK, rules)).isEqualTo(alarms.stream().map(String::toLowerCase).collect(Collectors.toSet()));
    }

    @Test
    void what_waits_and_what_is_parked_is_counted() throws Throwable {
        double parked = freshValue("notify_outbox_parked_notifications");
        run("""
                insert into notify.outbox (channel, org_id, subject, shard, kind, address, body, state, created_at, retry_at)
                select 'mail', 1, 'campaign:0', 17, 'counted', 'nobody', '{}', case n when 4 then 'parked' else 'pending' end,
                  now() - interval '1 day', now() + interval '1 hour' from generate_series(1, 4) n""");

        assertThat(freshValue("notify_outbox_parked_notifications")).isEqualTo(parked + 1);
        assertThat(freshValue("notify_outbox_depth_notifications{route=\"mail\"}")).isGreaterThanOrEqualTo(3);
        assertThat(freshValue("notify_outbox_oldest_due_seconds{route=\"mail\"}")).isLessThan(60);
        run("delete from notify.outbox where kind = 'counted'");
    }

    @Test
    void of_many_queues_few_are_told_one_by_one() {
        aHookedOrg();
        aHookedOrg();

        await().atMost(SOON).untilAsserted(() -> assertThat(scrape().lines()
                .filter(line -> line.startsWith("notify_queue_ready_messages{")).toList()).hasSize(4)
                .filteredOn(line -> line.contains("queue=\"other\"")).hasSize(1));
    }

    @Test
    void who_does_not_show_the_token_reads_nothing() {
        for (String path : new String[]{ "/q/metrics", "/q/metrics/", "/q//metrics", "/q/./metrics", "/q/%6Detrics" }) {
            Response without = given().urlEncodingEnabled(false).get(path);

            assertThat(without.statusCode()).as(path).isIn(401, 404);
            assertThat(without.asString()).as(path).doesNotContain("notify_");
        }
        assertThat(given().header("Authorization", "Bearer another-token-of-16").get("/q/metrics").statusCode()).isEqualTo(401);
        assertThat(given().header("Authorization", "Basic " + DeliveryBackends.METRICS_TOKEN).get("/q/metrics").statusCode())
                .isEqualTo(401);
    }

    @Test
    void requests_are_told_by_their_kind_and_never_by_what_their_paths_hold() {
        given().redirects().follow(false).get("/link/s/1/accept/z-AN3kbvlCYB_6-54oJegChYtGDlhrgwWzRMHrgmNX0");
        given().redirects().follow(false).get("/link/accept/483920?email=ada@example.org&id=7");
        given().get("/desk/ada@example.org");
        given().contentType("application/json").body("{\"query\":\"{ application { name } }\"}").post("/api");

        String scrape = scrape();

        assertThat(scrape).contains("uri=\"/api\"").doesNotContain("z-AN3kbvlCYB").doesNotContain("483920")
                .doesNotContain("ada@");
    }

    @CanIgnoreReturnValue
    private Org aHookedOrg() {
        return SignedActions.anOrg(ServiceName.WEBHOOK, false, true,
                service -> service.host = "http://127.0.0.1:" + webhook.actualPort());
    }

    /** After the next look. */
    private double freshValue(String series) {
        await().pollDelay(Duration.ofMillis(250)).atMost(SOON).until(() -> value("notify_sample_age_seconds") < 0.2);
        return value(series);
    }

    private static double value(String series) {
        return scrape().lines().filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1))).sum();
    }

    private static String scrape() {
        return given().header("Authorization", "Bearer " + DeliveryBackends.METRICS_TOKEN).get("/q/metrics")
                .then().statusCode(200).extract().asString();
    }

    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MetricsTest::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(MatchResult found) {
        return found.groupCount() == 0 ? found.group() : found.group(1);
    }

    private void run(String sql) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> pool.query(sql).execute());
    }
}
