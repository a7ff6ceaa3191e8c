package app.proca.notify.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import app.proca.notify.testing.Api;
import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;

/** What {@code smoke} does with less than everything; SmokeIT gives it everything. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class SmokeCommandTest {

    private static final String LEFT_BEHIND = "smoke-20200101t0000-1f3a9c";

    @Inject
    Pool pool;

    @TestHTTPResource("/")
    URI service;

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void the_administrator_asks() {
        environment.putAll(Map.of("PROCA_URL", service.toString().replaceAll("/+$", ""), "ADMIN_EMAIL", Services.ADMIN,
                "ADMIN_PASSWORD", Services.PASSWORD));
    }

    @Test
    void read_only_it_changes_nothing() throws Throwable {
        environment.put("AMQP_URL", Services.rabbit().url());
        String before = changes();

        assertThat(run("smoke", "--read-only", "--thorough", "--listen", "127.0.0.1")).isZero();

        assertThat(changes()).isEqualTo(before);
        assertThat(printed()).contains("a subscription opens", "skipped: it would change something, and --read-only forbids that")
                .contains(": 6 passed, 0 failed, ").doesNotContain("removed");
    }

    @Test
    void without_a_broker_it_says_what_it_cannot_see_and_removes_what_another_left() throws Throwable {
        var unused =
                Api.answer("mutation { addOrg(input: {name: \"" + LEFT_BEHIND + "\", title: \"Smoke\"}) { name } }", Map.of());

        assertThat(run("smoke")).as(this::printed).isZero();

        assertThat(printed()).contains("1      a new org has its exchanges and queues", "skipped: the broker is not given",
                "Removed what earlier runs had left behind: " + LEFT_BEHIND + ".", "which are gone, stay on the broker",
                " 0 failed, ");
        assertThat(one("select count(*)::text from orgs where name like 'smoke-%'")).isEqualTo("0");
    }

    @Test
    void who_is_not_known_fails_what_they_ask_for_and_the_reports_say_so() throws Exception {
        environment.put("ADMIN_PASSWORD", "a wrong password of a test");
        Path xml = folder.resolve("smoke.xml");

        assertThat(run("smoke", "--read-only", "--json", "--junit", xml.toString())).isEqualTo(1);

        assertThat(printed()).startsWith("{\"service\":\"" + environment.get("PROCA_URL") + "\"")
                .contains("\"passed\":false", "\"name\":\"whoever asks is known\",\"row\":\"\",\"state\":\"failed\"",
                        "nothing else is worth trying, see above")
                .doesNotContain("a wrong password");
        assertThat(Files.readString(xml)).contains("<failure message=\"the service refuses: ").doesNotContain("a wrong password");
    }

    @Test
    void an_absent_broker_is_a_failure_of_the_checks_that_need_it() throws Exception {
        Path file = Files.writeString(folder.resolve("amqp"), "amqp://guest:secret@127.0.0.1:1/%2f\n");

        assertThat(run("smoke", "--read-only", "--amqp-url-file", file.toString())).isEqualTo(1);

        assertThat(printed())
                .containsPattern("the broker is there, and has system.deliver +\\d+ ms +FAILED: No broker can be used")
                .contains(": 5 passed, 1 failed, ").doesNotContain("secret");
    }

    @Test
    void where_the_service_does_not_call_the_run_its_own_words_are_told() {
        assertThat(run("smoke", "--listen", "127.0.0.1", "--timeout", "1s")).isEqualTo(1);

        assertThat(printed()).containsPattern("the service reaches where this run listens +\\d+ ms +FAILED: the sample to "
                + "127\\.0\\.0\\.1:?\\d* is not taken: the address of 127\\.0\\.0\\.1 is not a public one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "smoke --listen http://here | --listen: 'http://here' is no address like",
            "smoke --amqp-url-file nowhere | The file nowhere of --amqp-url-file cannot be read",
            "smoke --timeout soon | 'soon' is no duration", "smoke now | Unmatched argument at index 1: 'now'" })
    void wrong_use_is_told(String line, String complaint) {
        assertThat(run(line.split(" "))).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains(complaint);
    }

    /** As bash itself understands the script. */
    @Test
    void a_shell_completes_commands_and_options() throws Exception {
        assertThat(run("generate-completion")).isZero();
        Path script = Files.writeString(folder.resolve("completion"), printed());

        Process bash = new ProcessBuilder("bash", "-c", "source '" + script + "'; compopt() { :; }; "
                + "complete() { COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); COMP_LINE=\"$*\"; _complete_proca-notify; "
                + "echo \"${COMPREPLY[@]}\"; }; complete proca-notify sm; complete proca-notify pipes st; "
                + "complete proca-notify smoke --re").redirectErrorStream(true).start();

        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
                .containsExactly("smoke", "start stop", "--read-only");
    }

    /** Whatever a run would leave. */
    private String changes() throws Throwable {
        return one(
                "select (select max(id) from orgs) || ' ' || (select max(id) from notify.outbox) || ' ' || (select count(*) from users)");
    }

    private String one(String sql) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> pool.query(sql).execute()).iterator().next().getString(0);
    }

    private int run(String... arguments) {
        return NotifyCommand.execute(environment::get, new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), arguments);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
