package app.proca.notify.api.phoenix;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.CanIgnoreReturnValue;

import app.proca.notify.api.edge.EdgeProbe;
import app.proca.notify.api.edge.ShortLimits;
import app.proca.notify.api.edge.SocketClient;
import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;

/** Proca's own socket, with short limits. */
@QuarkusTest
@QuarkusTestResource(Services.class)
@TestProfile(ShortLimits.class)
class PhoenixSocketTest {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String LISTS = "?vsn=2.0.0";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Vertx vertx;

    private final List<SocketClient> clients = new ArrayList<>();

    @AfterEach
    void hang_up() {
        clients.forEach(SocketClient::close);
        await().atMost(SOON).until(() -> EdgeProbe.LISTENING.get() == 0);
    }

    @Test
    void queries_and_mutations_are_answered_in_the_reply() throws Exception {
        SocketClient client = joined(LISTS);

        doc(client, "2", "{ probeViewer }");
        doc(client, "3", "mutation { probeJson(json: 1) }");
        await().atMost(SOON).until(() -> client.heard.size() == 3);
        doc(client, "4", "{ probeFault }");
        doc(client, "5", " ");

        assertThat(reply(client, "2")).isEqualTo(json("""
                {"status": "ok", "response": {"data": {"probeViewer": "nobody"}}}"""));
        assertThat(reply(client, "3")).isEqualTo(json("""
                {"status": "ok", "response": {"data": {"probeJson": "1"}}}"""));
        assertThat(reply(client, "4").at("/response/errors/0/path").toString()).isEqualTo("[\"probeFault\",\"name\"]");
        assertThat(reply(client, "5")).isEqualTo(json("""
                {"status": "error", "response": {"errors": [{"message": "No query document supplied",
                 "extensions": {"code": "bad_request"}}]}}"""));
    }

    @Test
    void a_subscription_that_breaks_off_says_so_and_leaves_the_others_alone() throws Exception {
        SocketClient client = joined(LISTS);

        doc(client, "2", "subscription { probeBroken { number } }");

        await().atMost(SOON).until(() -> data(client).size() == 2);
        assertThat(reply(client, "2").at("/response/subscriptionId").asText()).isEqualTo(client.heard.get(2).get(2).asText());
        assertThat(data(client).get(1).at("/result/errors/0/extensions/code").asText()).isEqualTo("not_found");
        doc(client, "3", "{ probeViewer }");
        assertThat(reply(client, "3").get("status").asText()).isEqualTo("ok");
    }

    @Test
    void who_asks_is_known_from_a_token_from_the_parameters_or_from_a_header() throws Exception {
        String basic = basic(Services.PASSWORD);
        String encoded = URLEncoder.encode(basic, StandardCharsets.UTF_8);

        for (SocketClient client : List.of(joined(LISTS + "&token=" + encoded), joined(LISTS + "&authorization=" + encoded),
                join(connect(LISTS, Map.of("Authorization", basic))))) {
            doc(client, "2", "{ probeViewerBlocking }");
            assertThat(reply(client, "2").at("/response/data/probeViewerBlocking").asText()).isEqualTo(Services.ADMIN);
        }
    }

    @Test
    void wrong_credentials_and_unknown_serializers_are_refused_before_the_upgrade() {
        assertThatThrownBy(() -> connect(LISTS + "&token=API-nobodys", Map.of())).hasMessageContaining("401");
        assertThatThrownBy(() -> connect(LISTS, Map.of("Authorization", "Basic ?"))).hasMessageContaining("400");
        assertThatThrownBy(() -> connect("?vsn=3.0.0", Map.of())).hasMessageContaining("400");
        String message = given().get("/socket/websocket").then().statusCode(400).extract().path("errors[0].message");
        assertThat(message).contains("WebSocket");
    }

    @Test
    void what_is_no_frame_closes_its_socket_and_no_other() throws Exception {
        SocketClient other = joined(LISTS);

        closes(4400, joined(LISTS).say("nonsense"), "it is not JSON");
        closes(4400, joined(LISTS).say("{}"), "a frame is [join_ref, ref, topic, event, payload]");
        closes(4400, joinedWithObjects().say("[]"), "a frame has topic, event, payload, ref");

        doc(other, "2", "{ probeViewer }");
        assertThat(reply(other, "2").get("status").asText()).isEqualTo("ok");
    }

    @Test
    void unsubscribing_leaving_and_hanging_up_end_the_source() throws Exception {
        int before = EdgeProbe.ENDED.get();
        SocketClient client = joined(LISTS);
        for (String ref : List.of("2", "3", "4")) {
            doc(client, ref, "subscription { probeNews { number } }");
        }
        await().atMost(SOON).until(() -> EdgeProbe.LISTENING.get() == 3);
        String id = reply(client, "2").at("/response/subscriptionId").asText();

        client.say(JSON.writeValueAsString(List.of("1", "5", Channel.TOPIC, "unsubscribe", Map.of("subscriptionId", id))));
        await().atMost(SOON).until(() -> EdgeProbe.ENDED.get() == before + 1);
        EdgeProbe.NEWS.onNext(7);
        await().atMost(SOON).until(() -> data(client).size() == 2);
        assertThat(data(client).toString()).doesNotContain(id);
        client.say("[\"1\", \"6\", \"__absinthe__:control\", \"phx_leave\", {}]");
        await().atMost(SOON).until(() -> EdgeProbe.ENDED.get() == before + 3);

        join(client);
        doc(client, "7", "subscription { probeNews { number } }");
        assertThat(reply(client, "7").get("status").asText()).isEqualTo("ok");
        client.close();
        await().atMost(SOON).until(() -> EdgeProbe.ENDED.get() == before + 4);
    }

    @Test
    void one_operation_too_many_is_refused_alone() throws Exception {
        SocketClient client = joined(LISTS);
        for (String ref : List.of("2", "3", "4", "5")) {
            doc(client, ref, "subscription { probeNews { number } }");
        }

        assertThat(reply(client, "5")).isEqualTo(json("""
                {"status": "error", "response": {"errors": [{"message": "At most 3 operations at the same time",
                 "extensions": {"code": "bad_request"}}]}}"""));
        await().atMost(SOON).until(() -> EdgeProbe.LISTENING.get() == 3);
        EdgeProbe.NEWS.onNext(1);
        await().atMost(SOON).until(() -> data(client).size() == 3);
    }

    @Test
    void a_socket_without_heartbeat_is_closed_and_one_with_stays() throws Exception {
        SocketClient silent = joined(LISTS);
        SocketClient alive = joinedWithObjects();

        await().atMost(SOON).until(() -> {
            alive.say("{\"topic\": \"phoenix\", \"event\": \"heartbeat\", \"payload\": {}, \"ref\": \"9\"}");
            return silent.closeCode() != null;
        });
        closes(1000, silent, "No heartbeat for 3 s");
        assertThat(alive.closeCode()).isNull();
        assertThat(alive.heard.get(1)).isEqualTo(json("""
                {"topic": "phoenix", "event": "phx_reply", "ref": "9", "payload": {"status": "ok", "response": {}}}"""));
    }

    @Test
    void a_client_that_stops_reading_is_not_sent_more_than_fits_and_then_closed() throws Exception {
        int before = EdgeProbe.ENDED.get();
        EdgeProbe.EMITTED.set(0);
        SocketClient stuck = joined(LISTS);
        stuck.stopReading();

        doc(stuck, "2", "subscription { probeFlood { number text } }");

        await().atMost(SOON).until(() -> EdgeProbe.ENDED.get() == before + 1);
        assertThat(EdgeProbe.EMITTED.get()).isLessThan(2_000);
        stuck.read();
        closes(4410, stuck, "too slow");
    }

    private SocketClient joined(String params) throws Exception {
        return join(connect(params, Map.of()));
    }

    @CanIgnoreReturnValue
    private static SocketClient join(SocketClient client) {
        return asking(client, "[\"1\", \"1\", \"__absinthe__:control\", \"phx_join\", {}]");
    }

    /** By the serializer of who does not say which. */
    private SocketClient joinedWithObjects() throws Exception {
        return asking(connect("", Map.of()),
                "{\"topic\": \"__absinthe__:control\", \"event\": \"phx_join\", \"payload\": {}, \"ref\": \"1\"}");
    }

    private static SocketClient asking(SocketClient client, String frame) {
        int before = client.heard.size();
        client.say(frame);
        await().atMost(SOON).until(() -> client.heard.size() > before);
        return client;
    }

    private SocketClient connect(String params, Map<String, String> headers) throws Exception {
        SocketClient client = SocketClient.phoenix(vertx, RestAssured.port, params, headers);
        clients.add(client);
        return client;
    }

    private static void doc(SocketClient client, String ref, String query) throws Exception {
        client.say(
                JSON.writeValueAsString(List.of("1", ref, Channel.TOPIC, "doc", Map.of("query", query, "variables", Map.of()))));
    }

    private static JsonNode reply(SocketClient client, String ref) {
        await().atMost(SOON).until(() -> client.heard.stream().anyMatch(frame -> frame.path(1).asText().equals(ref)));
        return client.heard.stream().filter(frame -> frame.path(1).asText().equals(ref)).findFirst().orElseThrow().get(4);
    }

    private static List<JsonNode> data(SocketClient client) {
        return client.heard.stream().filter(frame -> frame.path(3).asText().equals("subscription:data"))
                .map(frame -> frame.get(4)).toList();
    }

    private static void closes(int code, SocketClient client, String reason) {
        await().atMost(SOON).until(() -> client.closeCode() != null);
        assertThat(client.closeCode().intValue()).as(client.closeReason()).isEqualTo(code);
        assertThat(client.closeReason()).contains(reason);
    }

    private static String basic(String password) {
        return "Basic " + Base64.getEncoder().encodeToString((Services.ADMIN + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode json(String text) throws Exception {
        return JSON.readTree(text);
    }
}
