package app.proca.notify.api.edge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;

/** GraphQL over WebSocket, with short limits; and the shorter limit of what comes without. */
@QuarkusTest
@QuarkusTestResource(Services.class)
@TestProfile(ShortLimits.class)
class SocketTest {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String INIT = "{\"type\": \"connection_init\"}";

    @Inject
    Vertx vertx;

    private final List<SocketClient> clients = new ArrayList<>();

    @AfterEach
    void hangUp() {
        clients.forEach(SocketClient::close);
    }

    @Test
    void queries_changes_and_streams_have_their_answers_and_an_end() throws Exception {
        SocketClient client = welcomed();

        client.subscribe("q", "{ probeViewer }").subscribe("m", "mutation { probeJson(json: 1) }");
        await().atMost(SOON).until(() -> client.count("complete", "q") == 1 && client.count("complete", "m") == 1);
        client.subscribe("s", "subscription { probeThree { number self { number } } }").subscribe("wrong", "{ nothing }");

        await().atMost(SOON).until(() -> client.count("complete", "s") == 1 && client.count("error", "wrong") == 1);
        assertThat(client.heard.toString()).contains("{\"data\":{\"probeViewer\":\"nobody\"}}");
        assertThat(client.count("next", "q")).isEqualTo(1);
        assertThat(client.count("next", "s")).isEqualTo(3);
        assertThat(client.closeCode()).isNull();
    }

    @Test
    void a_stream_that_breaks_ends_with_its_error() throws Exception {
        SocketClient client = welcomed().subscribe("b", "subscription { probeBroken { number } }");

        await().atMost(SOON).until(() -> client.count("error", "b") == 1);
        assertThat(client.count("next", "b")).isEqualTo(1);
        assertThat(client.count("complete", "b")).isZero();
        assertThat(client.heard.get(client.heard.size() - 1).at("/payload/0/extensions/code").asText()).isEqualTo("not_found");
    }

    @Test
    void who_asks_is_known_from_the_upgrade_or_the_introduction() throws Exception {
        String basic = basic(Services.PASSWORD);
        SocketClient upgrade = connect(Map.of("Authorization", basic)).say(INIT);
        SocketClient introduction = connect(Map.of())
                .say("{\"type\": \"connection_init\", \"payload\": {\"authorization\": \"" + basic + "\"}}");

        for (SocketClient client : List.of(upgrade, introduction)) {
            await().atMost(SOON).until(() -> client.heard("connection_ack"));
            client.subscribe("n", "subscription { probeThree { seenBy } }").subscribe("q", "{ probeViewerBlocking }");
            await().atMost(SOON).until(() -> client.count("complete", "n") == 1 && client.count("complete", "q") == 1);
            assertThat(client.heard.toString()).contains(Services.ADMIN).doesNotContain("nobody");
        }
    }

    @Test
    void what_breaks_the_protocol_closes_the_socket_with_its_code() throws Exception {
        closes(4408, connect(Map.of()));
        closes(4401, connect(Map.of()).subscribe("1", "{ probeViewer }"));
        closes(4429, connect(Map.of()).say(INIT).say(INIT));
        closes(4400, connect(Map.of()).say("nonsense"));
        closes(4400, welcomed().say("{\"type\": \"subscribe\"}"));
        closes(4403, connect(Map.of("Authorization", basic("wrong"))).say(INIT));
        closes(4403, connect(Map.of("Authorization", "Basic ?")).say(INIT));
        closes(4409, welcomed().subscribe("1", "subscription { probeNews { number } }")
                .subscribe("1", "subscription { probeNews { number } }"));
    }

    @Test
    void pings_are_answered_and_ours_keep_a_quiet_socket_open() throws Exception {
        SocketClient client = welcomed().say("{\"type\": \"ping\"}").say("{\"type\": \"pong\"}");

        await().atMost(SOON).until(() -> client.heard("pong"));
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        assertThat(client.closeCode()).isNull();
    }

    @Test
    void one_operation_too_many_is_refused_alone() throws Exception {
        SocketClient client = welcomed();
        for (String id : List.of("1", "2", "3", "4")) {
            client.subscribe(id, "subscription { probeNews { number } }");
        }

        await().atMost(SOON).until(() -> client.count("error", "4") == 1);
        EdgeProbe.NEWS.onNext(1);
        await().atMost(SOON).until(() -> client.count("next", "1") == 1 && client.count("next", "3") == 1);
    }

    @Test
    void leaving_ends_the_source() throws Exception {
        int before = EdgeProbe.ENDED.get();
        SocketClient client = welcomed().subscribe("1", "subscription { probeNews { number } }")
                .subscribe("2", "subscription { probeNews { number } }").subscribe("q", "{ probeViewer }");
        await().atMost(SOON).until(() -> client.count("complete", "q") == 1);

        client.say("{\"type\": \"complete\", \"id\": \"1\"}");
        await().atMost(SOON).until(() -> EdgeProbe.ENDED.get() == before + 1);
        client.close();
        await().atMost(SOON).until(() -> EdgeProbe.ENDED.get() == before + 2);
    }

    @Test
    void a_client_that_stops_reading_is_not_sent_more_than_fits_and_then_closed() throws Exception {
        int before = EdgeProbe.ENDED.get();
        EdgeProbe.EMITTED.set(0);
        SocketClient stuck = welcomed();
        stuck.stopReading();

        stuck.subscribe("flood", "subscription { probeFlood { number text } }");

        await().atMost(SOON).until(() -> EdgeProbe.ENDED.get() == before + 1);
        // 20 KB each: what the sockets' own buffers take, and little more; all of it would be 2 GB
        assertThat(EdgeProbe.EMITTED.get()).isLessThan(2_000);
        SocketClient other = welcomed().subscribe("q", "{ probeViewer }");
        await().atMost(SOON).until(() -> other.count("complete", "q") == 1);
        stuck.read();
        closes(4410, stuck);
        assertThat(stuck.closeReason()).contains("too slow");
    }

    @Test
    void a_client_that_never_reads_again_loses_its_connection() throws Exception {
        try (Socket stuck = new Socket("localhost", port())) {
            OutputStream out = stuck.getOutputStream();
            out.write("""
                    GET /api HTTP/1.1\r
                    Host: localhost\r
                    Upgrade: websocket\r
                    Connection: Upgrade\r
                    Sec-WebSocket-Version: 13\r
                    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                    Sec-WebSocket-Protocol: graphql-transport-ws\r
                    \r
                    """.getBytes(StandardCharsets.US_ASCII));
            readUntil("\r\n\r\n", stuck.getInputStream());
            out.write(frame(INIT));
            readUntil("connection_ack", stuck.getInputStream());
            out.write(frame("{\"type\":\"subscribe\",\"id\":\"1\",\"payload\":{\"query\":\"subscription{probeFlood{text}}\"}}"));

            await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() -> assertThatThrownBy(() -> out.write(frame("{\"type\":\"ping\"}")))
                            .isInstanceOf(IOException.class));
        }
    }

    private static void readUntil(String end, InputStream in) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            int next = in.read();
            assertThat(next).as("the connection ended after %s", read).isNotNegative();
            read.append((char) next);
        }
    }

    /** A short text, masked with zeros. */
    private static byte[] frame(String text) {
        byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(payload.length + 6).put((byte) 0x81).put((byte) (0x80 | payload.length)).putInt(0).put(payload)
                .array();
    }

    @Test
    void a_slow_reader_gets_everything() throws Exception {
        SocketClient slow = welcomed();
        slow.subscribe("flood", "subscription { probeFlood { number text } }");
        await().atMost(SOON).until(() -> slow.count("next", "flood") > 50);

        slow.stopReading();
        await().pollDelay(Duration.ofMillis(700)).until(() -> true);
        slow.read();

        long then = slow.count("next", "flood");
        await().atMost(SOON).until(() -> slow.count("next", "flood") > then + 1000);
        List<Integer> numbers = slow.heard.stream().filter(message -> message.path("type").asText().equals("next"))
                .map(message -> message.at("/payload/data/probeFlood/number").asInt()).toList();
        assertThat(numbers).isSorted().doesNotHaveDuplicates().startsWith(0).contains(1000);
        assertThat(numbers.get(numbers.size() - 1)).isEqualTo(numbers.size() - 1);
    }

    @Test
    void the_size_of_a_request_is_bounded_as_the_environment_says() {
        String question = "{\"query\": \"{ probeViewer }\"}";

        given().contentType("application/json").body(question + " ".repeat(1_500)).post("/api").then().statusCode(200);
        String code = given().contentType("application/json").body(question + " ".repeat(3_000)).post("/api").then()
                .statusCode(413).extract().path("errors[0].extensions.code");

        assertThat(code).isEqualTo("payload_too_large");
    }

    private SocketClient welcomed() throws Exception {
        SocketClient client = connect(Map.of()).say(INIT);
        await().atMost(SOON).until(() -> client.heard("connection_ack"));
        return client;
    }

    private SocketClient connect(Map<String, String> headers) throws Exception {
        SocketClient client = SocketClient.connect(vertx, port(), "graphql-transport-ws", headers);
        clients.add(client);
        return client;
    }

    private static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    }

    private static String basic(String password) {
        return "Basic " + Base64.getEncoder().encodeToString((Services.ADMIN + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static void closes(int code, SocketClient client) {
        await().atMost(SOON).until(() -> client.closeCode() != null);
        assertThat(client.closeCode().intValue()).as(client.closeReason()).isEqualTo(code);
    }
}
