package app.proca.notify.ops;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import app.proca.notify.queue.broker.Broker;
import app.proca.notify.testing.Api;
import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;

/** What load balancers, orchestrators and alarms are told, while things are there and while they are not. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class HealthTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    Pool pool;
    @Inject
    Broker broker;

    private Runnable comeBack = () -> {};

    @BeforeEach
    void everything_is_there() {
        await().atMost(SOON).until(broker::isConnected);
    }

    @AfterEach
    void everything_is_there_again() {
        comeBack.run();
        await().atMost(SOON).until(() -> broker.isConnected() && get("/q/health/ready").statusCode() == 200);
    }

    @Test
    void health_in_procas_form_is_ok_for_anybody() {
        Response answer = get("/health");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("application/json");
        assertThat(answer.asString()).isEqualTo("{\"status\":\"ok\"}");
    }

    @Test
    void a_service_with_everything_it_needs_is_alive_started_ready_and_well() {
        await().atMost(SOON).until(() -> get("/q/health/well").statusCode() == 200);

        assertThat(get("/q/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/q/health/started").jsonPath().getList("checks.name")).contains("started");
        JsonPath ready = get("/q/health/ready").jsonPath();
        assertThat(ready.getString("status")).isEqualTo("UP");
        assertThat(ready.getList("checks.name")).contains("database", "broker", "outbox");
        assertThat(get("/q/health").statusCode()).isEqualTo(200);
    }

    @Test
    void metrics_are_for_anybody_where_no_token_is_set() {
        Response scrape = get("/q/metrics");

        assertThat(scrape.statusCode()).isEqualTo(200);
        assertThat(scrape.asString()).contains("notify_broker_connected 1.0");
    }

    @Test
    void without_the_broker_the_service_is_alive_and_ready_but_not_well() throws Throwable {
        comeBack = () -> Services.rabbit().up();
        Services.rabbit().down();
        await().atMost(SOON).until(() -> !broker.isConnected());

        Api.addOrg();
        run("update notify.outbox set created_at = now() - interval '10 minutes' where state = 'pending'");

        assertThat(get("/q/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health").statusCode()).isEqualTo(200);
        Response ready = get("/q/health/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(check(ready, "broker")).containsEntry("connected", false);
        assertThat((int) check(ready, "outbox").get("oldestDueSeconds")).isBetween(600, 900);
        Response well = get("/q/health/well");
        assertThat(well.statusCode()).isEqualTo(503);
        assertThat(well.jsonPath().getString("checks.find { it.name == 'broker connected' }.status")).isEqualTo("DOWN");
        assertThat(well.jsonPath().getString("checks.find { it.name == 'outbox in time' }.status")).isEqualTo("DOWN");
    }

    @Test
    void what_waits_for_its_next_attempt_is_not_late() throws Throwable {
        await().atMost(SOON).until(() -> get("/q/health/well").statusCode() == 200);

        run("""
                insert into notify.outbox (channel, org_id, subject, shard, kind, address, body, state, created_at, retry_at)
                values ('broker', 1, 'campaign:0', 1, 'late', 'org.1.event', '{}', 'pending', now() - interval '1 day',
                  now() + interval '1 hour')""");

        assertThat(get("/q/health/well").statusCode()).isEqualTo(200);
        run("delete from notify.outbox where kind = 'late'");
    }

    @Test
    void without_the_database_the_service_is_alive_but_not_ready() {
        comeBack = () -> Services.postgres().up();
        Services.postgres().down();

        assertThat(get("/q/health/live").statusCode()).isEqualTo(200);
        Response proca = get("/health");
        assertThat(proca.statusCode()).isEqualTo(503);
        assertThat(proca.asString()).isEqualTo("{\"status\":\"error\",\"message\":\"database unreachable\"}");
        Response ready = get("/q/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.jsonPath().getString("checks.find { it.name == 'database' }.status")).isEqualTo("DOWN");
        assertThat(get("/q/health/well").statusCode()).isEqualTo(503);
    }

    private void run(String sql) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> pool.query(sql).execute());
    }

    private static Map<String, Object> check(Response answer, String name) {
        return answer.jsonPath().getMap("checks.find { it.name == '" + name + "' }.data");
    }

    private static Response get(String path) {
        return given().get(path);
    }
}
