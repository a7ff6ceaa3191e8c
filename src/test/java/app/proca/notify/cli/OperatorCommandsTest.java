package app.proca.notify.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import app.proca.notify.testing.Api;
import app.proca.notify.testing.People;
import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/** What operators do from a terminal, against the running service. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class OperatorCommandsTest {

    @Inject
    Pool pool;

    @TestHTTPResource("/")
    URI service;

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String org;

    @BeforeEach
    void the_administrator_has_an_org() {
        org = Api.addOrg();
        environment.putAll(Map.of("PROCA_URL", service.toString(), "ADMIN_EMAIL", Services.ADMIN, "ADMIN_PASSWORD",
                Services.PASSWORD));
    }

    @Test
    void pipes_are_stopped_started_and_restarted() throws Throwable {
        assertThat(run("pipes", "stop", org)).isZero();
        assertThat(stopped()).isTrue();
        assertThat(run("pipes", "stop", org)).isZero();
        assertThat(run("pipes", "start", org)).isZero();
        assertThat(stopped()).isFalse();
        assertThat(run("pipes", "start", org)).isZero();
        assertThat(run("pipes", "stop", org, "--json")).isZero();
        assertThat(run("pipes", "restart", org)).isZero();

        assertThat(stopped()).isFalse();
        assertThat(printed().lines()).containsExactly("The pipes of " + org + " are stopped.",
                "The pipes of " + org + " were stopped already.", "The pipes of " + org + " are started.",
                "The pipes of " + org + " were not stopped.", "{\"operation\":\"stopOrgPipes\",\"status\":\"SUCCESS\"}",
                "The pipes of " + org + " begin anew.");
        assertThat(complaint()).isEmpty();
    }

    @Test
    void a_worker_is_paused_stepped_and_resumed() {
        assertThat(run("workers", "pause", org, "sqs")).isZero();
        assertThat(run("workers", "pause", org, "sqs", "--json")).isZero();
        assertThat(run("workers", "list", org)).isZero();
        assertThat(run("workers", "step", org, "sqs")).isZero();
        assertThat(run("workers", "resume", org, "sqs")).isZero();
        assertThat(run("workers", "step", org, "sqs")).isEqualTo(1);
        assertThat(run("workers", "pause", org, "--service", "0")).isEqualTo(1);

        assertThat(printed().lines().filter(line -> !line.startsWith("email.supporter") && !line.startsWith("webhook")))
                .satisfiesExactly(paused -> assertThat(paused).isEqualTo("The worker sqs of " + org + " is paused."),
                        again -> assertThat(again).isEqualTo("{\"operation\":\"pauseWorker\",\"status\":\"NOOP\"}"),
                        head -> assertThat(head).matches("WORKER +STATE +QUEUE +PAUSED"),
                        row -> assertThat(row).matches("sqs +PAUSED +wrk\\.\\d+\\.sqs +20\\S+Z by " + Services.ADMIN),
                        step -> assertThat(step).isEqualTo("The queue is empty."),
                        resumed -> assertThat(resumed).isEqualTo("The worker sqs of " + org + " is resumed."));
        assertThat(complaint()).contains("The worker sqs is not paused", "Entity not found");
    }

    @Test
    void queues_are_listed_and_looked_into() throws Throwable {
        Api.answer("mutation ($org: String!) { updateOrgProcessing(name: $org, customActionDeliver: true) { name } }",
                Map.of("org", org));
        String queue = "cus." + one("select id from orgs where name = $1::text::citext", Tuple.of(org)).getLong(0) + ".deliver";
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            out.reset();
            return run("queues", "list", org) == 0 && printed().contains("Nobody reads " + queue);
        });

        assertThat(printed().lines().findFirst()).hasValueSatisfying(
                head -> assertThat(head).matches("QUEUE +WAITING +CONSUMERS +DONE/S +OLDEST"));
        assertThat(run("queues", "list", org, "--json")).isZero();
        assertThat(printed()).contains("\"name\":\"" + queue + "\"");
        assertThat(run("queues", "peek", org, queue, "--limit", "3")).isZero();
        assertThat(printed()).contains("The queue is empty.");
        assertThat(run("queues", "peek", org, "cus.0.deliver")).isEqualTo(1);
        assertThat(complaint()).contains("The org has no queue of that name");
    }

    @Test
    void what_was_given_up_is_listed_shown_and_told_once_more() throws Throwable {
        long id = one("""
                insert into notify.parked (org_id, queue, message_id, reason, returns, properties, body)
                select id, 'wrk.' || id || '.webhook', 'm-1', 'it answered 500', 3, '{}', '{"eventType": "test"}'
                from orgs where name = $1::text::citext returning id""", Tuple.of(org)).getLong(0);
        String name = "parked-" + id;

        assertThat(run("notifications", "list", "--org", org, "--state", "parked")).isZero();
        assertThat(run("notifications", "list", "--org", org, "--state", "parked", "--json")).isZero();
        assertThat(run("notifications", "show", name, "--org", org)).isZero();
        assertThat(run("notifications", "replay", "--org", org, "--state", "parked")).isZero();
        assertThat(run("notifications", "replay", "--org", org, "--state", "parked", "--json")).isZero();
        assertThat(run("notifications", "replay", "--org", org, "--state", "parked", "--count", "1")).isZero();
        assertThat(run("notifications", "list", "--org", org, "--state", "parked")).isZero();
        assertThat(run("notifications", "audit", "--org", org)).isZero();

        assertThat(printed()).contains("reason: it answered 500");
        assertThat(printed().lines().filter(line -> !line.matches("[a-zA-Z]+: .*"))).satisfiesExactly(
                listed -> assertThat(listed).startsWith(name + " ").endsWith(": it answered 500"),
                json -> assertThat(json).startsWith("[{").contains("\"id\":\"" + name + "\""),
                counted -> assertThat(counted).isEqualTo(
                        "1 match, and nothing is done yet. To have them delivered once more, add --count 1."),
                number -> assertThat(number).isEqualTo("{\"count\":1}"),
                done -> assertThat(done).isEqualTo("1 are delivered once more."),
                nothing -> assertThat(nothing).isEqualTo("There is none."),
                entry -> assertThat(entry).contains(Services.ADMIN, "replay 1 of " + org));
        assertThat(complaint()).isEmpty();
    }

    @Test
    void a_service_is_tried() {
        int id = Api.answer("mutation ($org: String!) { upsertService(orgName: $org, input: {name: WEBHOOK, "
                + "host: \"http://127.0.0.1:1/hook\"}) { id } }", Map.of("org", org)).at("/upsertService/id").asInt();

        assertThat(run("service", "test", org, Integer.toString(id))).isEqualTo(1);
        assertThat(run("service", "test", org, "--kind", "webhook", "--json")).isEqualTo(1);

        assertThat(printed().lines().toList().get(0)).matches("WEBHOOK at 127\\.0\\.0\\.1, after \\d+ ms, not taken\\.");
        assertThat(printed()).contains("\"accepted\":false");
        assertThat(complaint()).contains("The sample was not taken: the address of 127.0.0.1 is not a public one.");
    }

    @Test
    void the_mail_and_the_event_of_a_confirm_go_out_once_more() throws Throwable {
        Row confirm = anInvitation();
        Path code = Files.writeString(folder.resolve("code"), confirm.getString("code") + "\n");

        assertThat(run("confirm", "mail", confirm.getLong("id").toString())).isZero();
        assertThat(run("confirm", "event", "--code-file", code.toString(), "--json")).isZero();

        assertThat(printed().lines()).containsExactly("The mails of the Confirm go out once more.",
                "{\"operation\":\"sendConfirmAsEvent\",\"status\":\"SUCCESS\"}");
        assertThat(told(confirm.getLong("id"), "mail")).isEqualTo(2);
        assertThat(told(confirm.getLong("id"), "broker")).isEqualTo(2);
    }

    @Test
    void a_token_from_a_file_goes_before_the_environment() throws Exception {
        String token = Api.answer("mutation { resetApiToken }", Map.of()).get("resetApiToken").asText();
        Path file = Files.writeString(folder.resolve("token"), token + "\n");
        environment.put("PROCA_TOKEN", "API-nobodys");
        environment.remove("PROCA_URL");

        assertThat(run("pipes", "restart", org, "--url", service.toString(), "--token-file", file.toString())).isZero();
    }

    @Test
    void what_the_service_refuses_is_a_failure_with_its_words() {
        assertThat(run("pipes", "stop", "nowhere-" + UUID.randomUUID())).isEqualTo(1);
        assertThat(run("confirm", "mail", "0")).isEqualTo(1);
        environment.put("ADMIN_EMAIL", People.aUser());
        environment.put("ADMIN_PASSWORD", People.PASSWORD);
        assertThat(run("pipes", "stop", org)).isEqualTo(1);
        environment.put("PROCA_TOKEN", "API-nobodys");
        assertThat(run("pipes", "stop", org)).isEqualTo(1);

        String api = service.toString().replaceAll("/+$", "") + "/api";
        assertThat(complaint().lines()).containsExactly("The service at " + api + " refuses: Entity not found.",
                "The service at " + api + " refuses: Entity not found.",
                "The service at " + api + " refuses: You do not have the required permission.",
                "The service at " + api + " refuses: Can not authenticate with this API token.");
        assertThat(printed()).isEmpty();
    }

    @Test
    void nobody_there_or_somebody_else_is_a_failure() {
        environment.put("PROCA_URL", "http://localhost:1");
        assertThat(run("pipes", "stop", org)).isEqualTo(1);
        environment.put("PROCA_URL", service.resolve("/graphiql").toString());
        assertThat(run("pipes", "stop", org)).isEqualTo(1);

        assertThat(complaint().lines()).satisfiesExactly(
                absent -> assertThat(absent).startsWith("The service does not answer at http://localhost:1/api: "),
                other -> assertThat(other).startsWith("At " + service.resolve("/graphiql/api") + " somebody answers who is not"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "act.example.org", "ftp://act.example.org", "https://me:secret@act.example.org",
            "https://act.example.org/?secret=1", "https://act example.org", "" })
    void an_address_of_another_form_is_wrong_use_and_not_repeated(String url) {
        assertThat(run("pipes", "stop", org, "--url", url)).isEqualTo(2);

        assertThat(complaint()).startsWith("The address of the service looks like https://act.example.org")
                .doesNotContain("secret");
    }

    @Test
    void who_asks_has_to_be_said() throws IOException {
        environment.remove("ADMIN_PASSWORD");
        assertThat(run("pipes", "stop", org)).isEqualTo(2);
        assertThat(run("pipes", "stop", org, "--token-file", folder.resolve("none").toString())).isEqualTo(2);
        Path two = Files.writeString(folder.resolve("two"), "API-secret\nX-Other: secret");
        assertThat(run("pipes", "stop", org, "--token-file", two.toString())).isEqualTo(2);

        assertThat(complaint().lines()).hasSize(3).noneMatch(line -> line.contains("secret"))
                .anyMatch(line -> line.startsWith("Who asks? Set PROCA_TOKEN"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = { "pipes | A command is missing.",
            "pipes stop | Missing required parameter: '<org>'",
            "pipes halt lead | Unmatched arguments from index 1: 'halt', 'lead'", "confirm | A command is missing.",
            "confirm mail | Error: Missing required argument (specify one of these)",
            "confirm mail 7 --code-file x | are mutually exclusive", "confirm event seven | 'seven' is not an int",
            "workers | A command is missing.",
            "workers pause lead | Name the worker, or a service", "queues peek lead | Missing required parameter: '<queue>'",
            "service test lead 7 --kind webhook | Name the service by its id, or by --kind" })
    void wrong_use_is_told(String line, String complaint) {
        assertThat(run(line.split(" "))).isEqualTo(2);

        assertThat(complaint()).contains(complaint, "Usage: proca-notify " + line.split(" ")[0]);
    }

    private Row anInvitation() throws Throwable {
        String code = Api.answer("mutation ($org: String!, $who: String!) { "
                + "inviteOrgUser(orgName: $org, input: {email: $who, role: \"campaigner\"}) { code } }",
                Map.of("org", org, "who", "new-" + UUID.randomUUID() + "@example.org")).at("/inviteOrgUser/code").asText();
        return one("select id, code from confirms where code = $1", Tuple.of(code));
    }

    private long told(long confirm, String channel) throws Throwable {
        return one("select count(*) from notify.outbox where subject ~ ('(^|:)' || $1 || '(:|$)') and channel = $2",
                Tuple.of("confirm:" + confirm, channel)).getLong(0);
    }

    private boolean stopped() throws Throwable {
        return one("select coalesce(bool_or(p.stopped), false) from notify.pipes p join orgs o on o.id = p.org_id "
                + "where o.name = $1::text::citext", Tuple.of(org)).getBoolean(0);
    }

    private Row one(String sql, Tuple parameters) throws Throwable {
        RowSet<Row> rows = VertxContextSupport.subscribeAndAwait(() -> pool.preparedQuery(sql).execute(parameters));
        return rows.iterator().next();
    }

    private int run(String... arguments) {
        return NotifyCommand.execute(environment::get, new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), arguments);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complaint() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
