package app.proca.notify.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void notifications_are_listed_shown_counted_and_delivered_once_more() throws Throwable {
        long orgId = one("select id from orgs where name = $1::text::citext", Tuple.of(org)).getLong("id");
        String id = "outbox-"
                + one("""
                insert into notify.outbox (channel, org_id, subject, shard, kind, address, body, state, last_error)
                values ('broker', $1, 'campaign:5', $1 % 16, 'cli_test', 'nowhere', '{"schema":"x"}', 'parked', 'said 500') returning id""",
                        Tuple.of(orgId)).getLong("id");

        assertThat(run("notifications", "list", "--org", org, "--state", "parked", "--kind", "cli_test")).isZero();
        assertThat(run("notifications", "list", "--org", org, "--kind", "none", "--json")).isZero();
        assertThat(run("notifications", "show", id)).isZero();
        assertThat(run("notifications", "replay", "--org", org, "--kind", "cli_test")).isZero();
        assertThat(run("notifications", "replay", "--org", org, "--kind", "cli_test", "--count", "2")).isEqualTo(1);
        assertThat(run("notifications", "replay", id, "--org", org)).isZero();
        assertThat(run("notifications", "audit", "--org", org)).isZero();

        assertThat(printed().lines()).anyMatch(line -> line.startsWith(id) && line.endsWith(
                "PARKED BROKER " + org + " cli_test campaign:5: said 500"))
                .contains("{\"notifications\":[]}", "reason: said 500", "body: {\"schema\":\"x\"}",
                        "1 match, and nothing is done yet. To have them delivered once more, add --count 1.",
                        "1 are delivered once more.")
                .anyMatch(line -> line.contains(Services.ADMIN + " replay 1 of " + org + " {\"ids\":[\"" + id + "\"]}"));
        assertThat(complaint()).contains("1 match now, not 2: nothing was done. Count again");
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
            "notifications | A command is missing.", "notifications show | Missing required parameter: '<id>'",
            "notifications replay | Name either notifications or what they have in common.",
            "notifications replay outbox-1 --kind x | Name either notifications or what they have in common." })
    void wrong_use_is_told(String line, String complaint) {
        assertThat(run(line.split(" "))).isEqualTo(2);

        assertThat(complaint()).contains(complaint, "Usage: proca-notify " + line.split(" ")[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "pipes", "pipes stop", "pipes start", "pipes restart", "confirm", "confirm mail",
            "confirm event", "notifications", "notifications list", "notifications show", "notifications replay",
            "notifications audit" })
    void every_command_explains_itself(String command) {
        assertThat(run((command + " --help").strip().split(" "))).isZero();

        assertThat(printed()).contains("Usage: proca-notify " + command);
        assertThat(complaint()).isEmpty();
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
