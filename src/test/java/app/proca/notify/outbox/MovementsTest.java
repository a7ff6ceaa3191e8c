package app.proca.notify.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import app.proca.notify.api.edge.SocketClient;
import app.proca.notify.testing.Api;
import app.proca.notify.testing.Services;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;

/** What two instances tell each other of what becomes of notifications. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class MovementsTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Pool pool;
    @Inject
    Vertx vertx;
    @Inject
    Clock clock;

    private DatabaseSignals signals;
    private Movements other;

    /** With a connection of its own, as another process has. */
    @BeforeEach
    void another_instance() {
        signals = new DatabaseSignals(pool, vertx, setting("quarkus.datasource.reactive.url"),
                setting("quarkus.datasource.username"), setting("quarkus.datasource.password"), Optional.empty(), "NONE");
        other = new Movements(signals, clock);
        signals.connect(new StartupEvent());
        other.start(new StartupEvent());
    }

    @AfterEach
    void it_stops() {
        other.stop(new ShutdownEvent());
        signals.stop(new ShutdownEvent());
    }

    @Test
    void a_watcher_of_one_instance_hears_what_another_delivered_and_what_failed_there() throws Exception {
        String name = Api.addOrg();
        long org = Api.answer("query ($name: String!) { org(name: $name) { id } }", Map.of("name", name)).at("/org/id").asLong();
        SocketClient watcher = watching(name);

        await().atMost(SOON).untilAsserted(() -> {
            // until it hears that somebody watches, it tells nobody
            other.settled(new Settlement(List.of(1L), List.of(),
                    List.of(new Settlement.Retry(2, Duration.ofSeconds(1), "refused")), List.of(), Map.of()),
                    List.of(notification(1, org), notification(2, org)));
            assertThat(changes(watcher)).anySatisfy(change -> {
                assertThat(change.get("org").asText()).isEqualTo(name);
                assertThat(change.get("delivered").asInt()).isPositive();
                assertThat(change.get("failed").asInt()).isEqualTo(change.get("delivered").asInt());
                assertThat(change.at("/ids/0").asText()).isEqualTo("outbox-2");
            });
        });
        watcher.close();
    }

    private SocketClient watching(String org) throws Exception {
        String basic = "Basic " + Base64.getEncoder()
                .encodeToString((Services.ADMIN + ":" + Services.PASSWORD).getBytes(StandardCharsets.UTF_8));
        SocketClient client = SocketClient.connect(vertx, Integer.parseInt(setting("quarkus.http.test-port")),
                "graphql-transport-ws", Map.of("Authorization", basic)).say("{\"type\": \"connection_init\"}");
        await().atMost(SOON).until(() -> client.heard("connection_ack"));
        return client.subscribe("1",
                "subscription { notificationChanged(orgName: \"" + org + "\") { org delivered failed ids } }");
    }

    private static List<JsonNode> changes(SocketClient client) {
        return client.heard.stream().map(message -> message.at("/payload/data/notificationChanged")).filter(JsonNode::isObject)
                .toList();
    }

    private static Notification notification(long id, long org) {
        return new Notification(id, UUID.randomUUID(), Channel.BROKER, Notification.stream(org), "campaign:5", "test",
                "org.0.event",
                null, "{}", Instant.EPOCH, Instant.EPOCH, 0, null, null);
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
