package app.proca.notify.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.rabbitmq.client.AMQP;

import app.proca.notify.testing.Crm;
import app.proca.notify.testing.Services;
import app.proca.notify.testing.TlsFront;
import io.smallrye.certs.PemCertificateFiles;

class EventsCommandTest {

    private static final String EXCHANGE = "amq.topic";
    private static final String KEY = "system.campaign_updated";
    private static final AMQP.BasicProperties PROPERTIES = new AMQP.BasicProperties.Builder().deliveryMode(2)
            .messageId("m-1").type("campaign_updated").contentType("application/json").appId("proca-notify")
            .timestamp(Date.from(Instant.parse("2026-11-24T10:41:43Z"))).build();

    private final Crm crm = new Crm();
    private final String queue = "events-command-" + UUID.randomUUID();
    private final Map<String, String> environment = new HashMap<>(Map.of("AMQP_URL", Services.rabbit().url()));
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void declare() throws Exception {
        crm.connect();
        crm.channel().queueDeclare(queue, true, false, false, null);
        crm.channel().queueBind(queue, EXCHANGE, KEY + "." + queue);
    }

    @AfterEach
    void delete() throws IOException {
        crm.channel().queueDelete(queue);
        crm.disconnect();
    }

    @Test
    void a_message_is_printed_whole_and_is_gone_from_the_queue() throws IOException {
        publish("{\"title\":\"Žába\"}");

        int exit = run("events", queue, "--count", "1");

        assertThat(exit).isZero();
        assertThat(printed()).isEqualTo("""
                queue %s, exchange amq.topic, key system.campaign_updated.%s:
                message-id m-1, type campaign_updated, content-type application/json, app-id proca-notify, timestamp 2026-11-24T10:41:43Z, persistent true
                {"title":"Žába"}

                """
                .formatted(queue, queue));
        assertThat(left()).isZero();
    }

    @Test
    void as_json_a_message_is_one_line_and_its_numbers_are_as_they_were() throws IOException {
        publish("{\n  \"amount\": 10.50,\n  \"big\": 12345678901234567890\n}");
        publish("no json");

        int exit = run("events", queue, "--count", "2", "--json");

        assertThat(exit).isZero();
        String head = "{\"queue\":\"" + queue + "\",\"exchange\":\"amq.topic\",\"routingKey\":\"" + KEY + "." + queue
                + "\",\"properties\":{\"message-id\":\"m-1\",\"type\":\"campaign_updated\",\"content-type\":\"application/json\","
                + "\"app-id\":\"proca-notify\",\"timestamp\":\"2026-11-24T10:41:43Z\",\"persistent\":true},\"body\":";
        assertThat(printed().lines()).containsExactly(head + "{\"amount\":10.50,\"big\":12345678901234567890}}",
                head + "\"no json\"}");
    }

    @Test
    void a_broker_that_wants_a_certificate_gets_the_services(@TempDir Path folder) throws Exception {
        publish("1");
        PemCertificateFiles files = TlsFront.certificates(folder);
        try (TlsFront front = TlsFront.before(URI.create(Services.rabbit().url()).getPort(), files)) {
            environment.putAll(Map.of("AMQP_URL", "amqps://guest:guest@localhost:" + front.port() + "/%2f",
                    "AMQP_CACERTFILE", files.trustFile().toString()));

            assertThat(run("events", queue, "--count", "1")).isEqualTo(1);

            environment.putAll(Map.of("AMQP_CERTFILE", files.clientCertFile().toString(), "AMQP_KEYFILE",
                    files.clientKeyFile().toString()));

            assertThat(run("events", queue, "--count", "1")).isZero();
        }
        assertThat(printed()).contains("\n1\n");
    }

    @Test
    void files_that_hold_no_certificates_are_wrong_use() {
        environment.put("AMQP_CACERTFILE", "pom.xml");

        assertThat(run("events", queue, "--count", "1")).isEqualTo(2);
        assertThat(complaint()).startsWith("AMQP_CACERTFILE, AMQP_CERTFILE and AMQP_KEYFILE must name files");
    }

    @Test
    void what_is_no_text_is_printed_as_base64() throws IOException {
        crm.channel().basicPublish("", queue, null, new byte[]{ (byte) 0xFF, 0 });

        int exit = run("events", queue, "--count", "1");

        assertThat(exit).isZero();
        assertThat(printed()).isEqualTo("queue " + queue + ", exchange , key " + queue + ":\n(base64) /wA=\n\n");
    }

    @Test
    void peeking_leaves_the_messages_in_their_order() throws IOException {
        publish("1");
        publish("2");
        publish("3");

        int exit = run("events", queue, "--count", "2", "--peek");

        assertThat(exit).isZero();
        assertThat(printed().lines()).contains("1", "2");
        assertThat(body()).isEqualTo("1");
        assertThat(body()).isEqualTo("2");
        assertThat(body()).isEqualTo("3");
    }

    @Test
    void only_so_many_are_taken_as_were_asked_for() throws IOException {
        publish("1");
        publish("2");

        int exit = run("events", queue, "--count", "1");

        assertThat(exit).isZero();
        assertThat(left()).isEqualTo(1);
        assertThat(crm.channel().basicGet(queue, true).getEnvelope().isRedeliver()).isFalse();
    }

    @Test
    void with_a_timeout_alone_it_ends_well_when_the_queue_is_quiet() throws IOException {
        publish("1");

        int exit = run("events", queue, "--timeout", "300ms");

        assertThat(exit).isZero();
        assertThat(printed().lines()).contains("1");
    }

    @Test
    void fewer_than_were_asked_for_is_a_failure() throws IOException {
        publish("1");

        int exit = run("events", queue, "--count", "2", "--timeout", "300ms");

        assertThat(exit).isEqualTo(1);
        assertThat(complaint()).isEqualTo("1 of 2 messages came, and then none for 0.3s.\n");
    }

    @Test
    void a_message_that_could_not_be_printed_stays() throws IOException {
        publish("1");
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("closed");
            }
        };

        int exit = NotifyCommand.execute(environment::get, new PrintStream(closed), new PrintStream(err),
                "events", queue, "--count", "1");

        assertThat(exit).isEqualTo(1);
        assertThat(new String(crm.next(queue).getBody(), StandardCharsets.UTF_8)).isEqualTo("1");
    }

    @Test
    void a_queue_that_is_not_there_is_told_in_the_brokers_words() {
        int exit = run("events", "cus.0.nowhere", "--count", "1");

        assertThat(exit).isEqualTo(1);
        assertThat(complaint()).startsWith("The queue cus.0.nowhere cannot be read: NOT_FOUND");
    }

    @Test
    void a_queue_that_is_deleted_meanwhile_ends_the_reading() throws IOException {
        crm.channel().basicPublish("", queue, null, "1".getBytes(StandardCharsets.UTF_8));
        PrintStream deleting = new PrintStream(out, true, StandardCharsets.UTF_8) {
            @Override
            public void println(String message) {
                super.println(message);
                delete(queue);
            }
        };

        int exit = NotifyCommand.execute(environment::get, deleting, new PrintStream(err), "events", queue);

        assertThat(exit).isEqualTo(1);
        assertThat(complaint()).startsWith("The broker ended the reading");
    }

    @Test
    void the_address_can_be_read_from_a_file(@TempDir Path folder) throws IOException {
        publish("1");
        Path file = Files.writeString(folder.resolve("amqp-url"), Services.rabbit().url() + "\n");
        environment.remove("AMQP_URL");

        assertThat(run("events", queue, "--count", "1", "--url-file", file.toString())).isZero();
    }

    @Test
    void the_broker_of_dev_mode_is_found_by_its_folder(@TempDir Path folder) throws IOException {
        int port = URI.create(Services.rabbit().url()).getPort();
        Files.createDirectories(folder.resolve("rabbitmq"));
        Files.writeString(folder.resolve("rabbitmq/ports.properties"), "node=" + port + "\n");
        environment.remove("AMQP_URL");
        environment.put("local.services", folder.toString());
        publish("1");

        assertThat(run("events", queue, "--count", "1")).isZero();
    }

    @Test
    void without_an_address_it_says_how_to_give_one(@TempDir Path empty) {
        environment.remove("AMQP_URL");
        environment.put("local.services", empty.toString());

        assertThat(run("events", queue)).isEqualTo(2);
        assertThat(complaint()).startsWith("Where is the broker? Set AMQP_URL");
    }

    @ParameterizedTest
    @ValueSource(strings = { "amqp://me:hush-hush@localhost:1/%2f", "amqp://me:hush hush@localhost",
            "http://me:hush-hush@localhost",
            "amqps://me:hush-hush@localhost:1" })
    void an_address_is_never_printed(String url) {
        environment.put("AMQP_URL", url);

        assertThat(run("events", queue)).isBetween(1, 2);
        assertThat(complaint()).isNotBlank().doesNotContain("hush").doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource({ "events, Missing required parameter", "events q --count 0, --count must be 1 or more",
            "events q --timeout soon, no duration like 5s", "events q --timeout 0s, no duration like 5s",
            "nonsense, Unmatched argument", "events q another, Unmatched argument", "'', A command is missing" })
    void wrong_use_is_told_apart_from_failure(String line, String sentence) {
        int exit = run(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(exit).isEqualTo(2);
        assertThat(complaint()).contains(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = { "--help", "serve --help", "events --help" })
    void every_command_has_help(String line) {
        assertThat(run(line.split(" "))).isZero();
        assertThat(printed()).contains("Usage: proca-notify", "Shows this help.");
    }

    private int run(String... arguments) {
        return NotifyCommand.execute(environment::get, new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), arguments);
    }

    private void publish(String body) throws IOException {
        crm.channel().basicPublish(EXCHANGE, KEY + "." + queue, PROPERTIES, body.getBytes(StandardCharsets.UTF_8));
    }

    private String body() {
        return new String(crm.next(queue).getBody(), StandardCharsets.UTF_8);
    }

    private int left() throws IOException {
        return crm.channel().queueDeclarePassive(queue).getMessageCount();
    }

    private void delete(String name) {
        try {
            crm.channel().queueDelete(name);
        } catch (IOException failure) {
            throw new IllegalStateException("cannot delete the queue of the test", failure);
        }
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complaint() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
