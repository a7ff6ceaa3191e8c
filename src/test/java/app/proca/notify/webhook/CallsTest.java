package app.proca.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import app.proca.notify.testing.MailServices;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;

/** Calls of a server that behaves as servers do. */
class CallsTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final String NAME = "crm.example.org";

    private record Settings(Optional<List<String>> allowedAddresses, Duration connectLimit, Duration answerLimit, int atOnce,
            Duration longestRetryAfter, Duration secretGrace) implements WebhookSettings {

        Settings(String... allowed) {
            this(Duration.ofMillis(600), allowed);
        }

        Settings(Duration answerLimit, String... allowed) {
            this(Optional.of(List.of(allowed)), Duration.ofSeconds(20), answerLimit, 4, Duration.ofMinutes(1),
                    Duration.ofHours(1));
        }
    }

    private Receiver receiver;
    private Calls calls;

    @BeforeEach
    void listen() {
        receiver = Receiver.listen(VERTX);
        calls = calls(host -> addresses("127.0.0.1"), new Settings("127.0.0.1"));
    }

    @AfterEach
    void stop() {
        calls.close();
        receiver.close();
    }

    @AfterAll
    static void close() {
        Receiver.done(VERTX.close());
    }

    @Test
    void a_message_is_posted_with_its_headers_for_the_host_that_was_named() {
        Answer answer = post("/hook?org=lead");

        assertThat(answer).isEqualTo(new Answer.Status(200, null));
        assertThat(receiver.posted()).singleElement().satisfies(posted -> {
            assertThat(posted.method()).isEqualTo("POST");
            assertThat(posted.uri()).isEqualTo("/hook?org=lead");
            assertThat(posted.body()).isEqualTo(Buffer.buffer("{\"a\":\"ü\"}"));
            assertThat(posted.headers().get("Host")).isEqualTo(NAME + ":" + receiver.port());
            assertThat(posted.headers().get("webhook-id")).isEqualTo("id-1");
            assertThat(posted.headers().get("Content-Length")).isEqualTo("10");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = { 201, 204, 299, 400, 401, 410, 500, 502 })
    void a_status_is_told_as_it_comes(int code) {
        receiver.answer(Receiver.status(code));

        assertThat(post("/")).isEqualTo(new Answer.Status(code, null));
    }

    @Test
    void a_wish_to_be_left_alone_is_told() {
        receiver.answer(Receiver.status(429, "Retry-After", "17"));

        assertThat(post("/")).isEqualTo(new Answer.Status(429, "17"));
    }

    @Test
    void a_slow_answer_is_waited_for_and_one_that_never_comes_is_not() {
        receiver.answer(receiver.late(Duration.ofMillis(100), Receiver.status(200)));
        assertThat(post("/")).isEqualTo(new Answer.Status(200, null));
        receiver.answer(Receiver.silence());

        long began = System.nanoTime();
        Answer answer = post("/");

        assertThat(answer).isEqualTo(new Answer.Broken("no answer within PT0.6S", true));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void a_connection_that_breaks_is_no_answer() {
        receiver.answer(Receiver.hangUp());

        assertThat(post("/")).isEqualTo(new Answer.Broken("the connection broke before an answer", false));
    }

    @Test
    void redirects_are_not_followed() {
        Receiver other = Receiver.listen(VERTX);
        receiver.answer(Receiver.status(302, "Location", other.url()));

        assertThat(post("/")).isEqualTo(new Answer.Status(302, null));
        assertThat(other.posted()).isEmpty();
        other.close();
    }

    @Test
    void of_a_body_without_end_only_the_status_counts_and_places_are_free_again() {
        for (int i = 0; i < 8; i++) {
            receiver.answer(receiver.stream(200));
            assertThat(post("/")).isEqualTo(new Answer.Status(200, null));
            receiver.answer(Receiver.stall(202));
            assertThat(post("/")).isEqualTo(new Answer.Status(202, null));
        }

        assertThat(receiver.posted()).hasSize(16);
    }

    @Test
    void slow_calls_take_no_more_than_all_places_and_are_all_made() {
        Calls patient = calls(host -> addresses("127.0.0.1"), new Settings(Duration.ofSeconds(10), "127.0.0.1"));
        receiver.answer(receiver.late(Duration.ofMillis(100), Receiver.status(200)));

        List<Answer> answers = Uni.join().all(Stream.generate(() -> patient.post(call(NAME, "/"))).limit(20).toList())
                .andCollectFailures().await().atMost(Duration.ofSeconds(20));

        assertThat(answers).hasSize(20).containsOnly(new Answer.Status(200, null));
        assertThat(receiver.posted()).hasSize(20);
        patient.close();
    }

    @ParameterizedTest
    @CsvSource({ "127.0.0.2, ", "10.0.0.1, ", "169.254.169.254, ", "::1, ", "::ffff:10.0.0.1, ", "127.0.0.1, 192.168.0.1",
            "192.168.0.1, 127.0.0.1" })
    void a_name_with_an_address_that_is_not_allowed_is_not_called(String first, String second) {
        Calls strict = calls(host -> second == null ? addresses(first) : addresses(first, second), new Settings("127.0.0.1"));

        Answer answer = strict.post(call(NAME, "/")).await().atMost(Duration.ofSeconds(20));

        assertThat(answer).isEqualTo(new Answer.NotReached("the address of " + NAME + " is not a public one"));
        assertThat(receiver.posted()).isEmpty();
        strict.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0.0.0.0",
            "2130706433" })
    void without_being_allowed_nothing_on_this_machine_is_called(String host) {
        SystemNames names = new SystemNames(VERTX);
        Calls strict = calls(names, new Settings());

        Answer answer = strict.post(call(host, "/")).await().atMost(Duration.ofSeconds(20));

        assertThat(answer).isInstanceOf(Answer.NotReached.class);
        assertThat(receiver.posted()).isEmpty();
        strict.close();
        names.close();
    }

    @Test
    void a_name_that_nobody_knows_and_a_port_where_nobody_listens_are_not_reached() {
        Calls lost = calls(host -> Uni.createFrom().failure(new UnknownHostException(host)), new Settings());

        assertThat(lost.post(call(NAME, "/")).await().atMost(Duration.ofSeconds(20)))
                .isEqualTo(new Answer.NotReached("the name " + NAME + " is not known"));
        int nobody = MailServices.freePort();
        assertThat(calls.post(new Call(URI.create("http://" + NAME + ":" + nobody + "/"), Map.of(), Buffer.buffer()))
                .await().atMost(Duration.ofSeconds(20)))
                .isEqualTo(new Answer.NotReached("no connection to " + NAME + ":" + nobody));
        lost.close();
    }

    @Test
    void what_no_call_can_be_made_of_is_not_reached() {
        Answer unreachable = new Answer.NotReached("no call can be made of the host, path, user and password of the service");

        assertThat(calls.post(new Call(URI.create("http://" + NAME + ":65536/"), Map.of(), Buffer.buffer()))
                .await().atMost(Duration.ofSeconds(20))).isEqualTo(unreachable);
        assertThat(calls.post(new Call(URI.create(receiver.url()), Map.of("Authorization", "Bearer x\r\nHost: y"),
                Buffer.buffer())).await().atMost(Duration.ofSeconds(20))).isEqualTo(unreachable);
        assertThat(receiver.posted()).isEmpty();
    }

    @Test
    void another_address_of_the_name_is_tried_where_one_takes_no_connection_but_no_more_than_three() {
        HttpServer server = VERTX.createHttpServer().requestHandler(request -> Receiver.status(200).accept(request));
        Receiver.done(server.listen(0, "127.0.0.1"));
        Call call = new Call(URI.create("http://" + NAME + ":" + server.actualPort() + "/"), Map.of(), Buffer.buffer());
        Calls third = calls(host -> addresses("127.0.0.2", "127.0.0.2", "127.0.0.1"), new Settings("127.0.0.0/8"));
        Calls fourth =
                calls(host -> addresses("127.0.0.2", "127.0.0.2", "127.0.0.2", "127.0.0.1"), new Settings("127.0.0.0/8"));

        assertThat(third.post(call).await().atMost(Duration.ofSeconds(20))).isEqualTo(new Answer.Status(200, null));
        assertThat(fourth.post(call).await().atMost(Duration.ofSeconds(20)))
                .isEqualTo(new Answer.NotReached("no connection to " + NAME + ":" + server.actualPort()));
        third.close();
        fourth.close();
        Receiver.done(server.close());
    }

    @Test
    void connections_that_stand_after_their_calls_were_given_up_are_there_for_other_calls() {
        for (int i = 0; i < 20; i++) {
            calls.post(call(NAME, "/")).subscribe().with(answer -> {}, failure -> {}).cancel();
        }

        assertThat(post("/")).isEqualTo(new Answer.Status(200, null));
    }

    @Test
    void tls_is_for_the_name_and_not_for_the_address(@TempDir Path folder) throws Exception {
        PfxOptions certificate = certificateOf(NAME, folder);
        Receiver secure =
                Receiver.listen(VERTX, new HttpServerOptions().setSsl(true).setSni(true).setKeyCertOptions(certificate));
        Calls trusting = new Calls(VERTX, host -> addresses("127.0.0.1"), new Settings("127.0.0.1"), Optional.of(certificate));
        String url = ":" + secure.port() + "/hook";

        Answer named = trusting.post(new Call(URI.create("https://" + NAME + url), Map.of(), Buffer.buffer("{}")))
                .await().atMost(Duration.ofSeconds(20));
        Answer other = trusting.post(new Call(URI.create("https://other.example.org" + url), Map.of(), Buffer.buffer("{}")))
                .await().atMost(Duration.ofSeconds(20));
        Answer untrusting = calls.post(new Call(URI.create("https://" + NAME + url), Map.of(), Buffer.buffer("{}")))
                .await().atMost(Duration.ofSeconds(20));

        assertThat(named).isEqualTo(new Answer.Status(200, null));
        assertThat(secure.posted()).singleElement().satisfies(posted -> {
            assertThat(posted.serverName()).isEqualTo(NAME);
            assertThat(posted.headers().get("Host")).isEqualTo(NAME + ":" + secure.port());
        });
        assertThat(other).isInstanceOf(Answer.NotReached.class);
        assertThat(untrusting).isInstanceOf(Answer.NotReached.class);
        trusting.close();
        secure.close();
    }

    private static PfxOptions certificateOf(String name, Path folder) throws Exception {
        Path store = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", "changeit", "-keyalg", "EC", "-alias",
                "server",
                "-dname", "CN=" + name, "-ext", "SAN=dns:" + name).redirectErrorStream(true).start();
        assertThat(new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8) + keytool.waitFor()).endsWith("0");
        return new PfxOptions().setPath(store.toString()).setPassword("changeit");
    }

    private Answer post(String target) {
        return calls.post(call(NAME, target)).await().atMost(Duration.ofSeconds(20));
    }

    private Call call(String host, String target) {
        return new Call(URI.create("http://" + host + ":" + receiver.port() + target), Map.of("webhook-id", "id-1"),
                Buffer.buffer("{\"a\":\"ü\"}"));
    }

    private static Calls calls(Names names, Settings settings) {
        return new Calls(VERTX, names, settings, Optional.empty());
    }

    private static Uni<List<InetAddress>> addresses(String... texts) {
        return Uni.createFrom().item(() -> List.of(texts).stream().map(CallsTest::address).toList());
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
