package app.proca.notify.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import app.proca.notify.testing.Crm;
import app.proca.notify.testing.Services;

/**
 * The packaged command against two packaged instances: it sees every row of the specification's table of events, from change to
 * receipt, and leaves nothing. What it prints, in {@code target/faults}, is the README's second picture.
 */
class SmokeIT {

    private static final Path LOGS = Path.of("target/faults");
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int ROWS = 20;
    private static final int TERMINATED = 143;
    private static final Map<String, String> SETTINGS = Map.of("PROCA_WEBHOOK_ALLOWED_ADDRESSES", "127.0.0.1",
            "PROCA_MAIL_DEFAULT_BACKEND", "mailbox", "PROCA_MAILBOX_PAGE", "true");

    private static Installation installation;
    private static ServiceProcess one;
    private static ServiceProcess other;

    @BeforeAll
    static void two_instances_serve() throws Exception {
        installation = Installation.create();
        one = installation.instance("smoke-one", SETTINGS).start().awaitServing();
        other = installation.instance("smoke-other", SETTINGS).start().awaitServing();
    }

    @AfterAll
    static void stop() {
        one.kill();
        other.kill();
    }

    @Test
    void two_runs_at_once_see_all_that_they_can_and_leave_nothing() throws Exception {
        Path xml = LOGS.resolve("smoke.xml");
        Process thorough = smoke("smoke", one, "--listen", "127.0.0.1", "--thorough", "--junit", xml.toString());
        Process deaf = smoke("smoke-deaf", other, "--json");

        assertThat(ended(thorough)).as(said("smoke")).isZero();
        assertThat(ended(deaf)).as(said("smoke-deaf")).isZero();

        assertThat(said("smoke").lines()).noneMatch(line -> line.contains("FAILED") || line.contains("skipped:"));
        assertThat(said("smoke").lines().map(line -> line.split(" ", 2)[0]))
                .containsAll(IntStream.rangeClosed(1, ROWS).mapToObj(Integer::toString).toList());
        assertThat(Files.readString(xml)).contains("failures=\"0\"", "skipped=\"0\"", "proca-notify smoke row 20");
        assertThat(unseen()).containsExactlyInAnyOrder("4 it would leave", " no webhook", "7 no webhook", "17 no webhook",
                "18 it would leave");
        assertNothingIsLeft();
    }

    @Test
    void asked_to_end_in_the_middle_a_run_cleans_up_first() throws Exception {
        Process run = smoke("smoke-ended", one, "--listen", "127.0.0.1");
        await().atMost(SOON).until(() -> installation.numbers("select count(*) from campaigns").get(0) > 0);

        run.destroy();

        assertThat(ended(run)).isEqualTo(TERMINATED);
        assertThat(said("smoke-ended")).contains("FAILED: the run was interrupted", "skipped: the run was interrupted");
        assertNothingIsLeft();
    }

    /** Neither in the database nor at the broker; nor was anything given up. */
    private static void assertNothingIsLeft() throws Exception {
        assertThat(scratchOrgs()).isZero();
        assertThat(installation.numbers("""
                select (select count(*) from campaigns) + (select count(*) from action_pages) + (select count(*) from actions)
                  + (select count(*) from supporters) + (select count(*) from contacts) + (select count(*) from notify.parked)
                  + (select count(*) from notify.outbox where state = 'parked')""")).containsExactly(0L);
        Crm crm = new Crm();
        crm.connect();
        try {
            for (long org : installation
                    .numbers("select distinct org_id from notify.outbox where org_id not in (select id from orgs)")) {
                for (String queue : List.of("org.%d.fail", "cus.%d.deliver", "wrk.%d.webhook", "cus.%d.confirm.action")) {
                    assertThatThrownBy(() -> crm.channel().queueDeclarePassive(queue.formatted(org)))
                            .isInstanceOf(IOException.class);
                }
                assertThatThrownBy(() -> crm.channel().exchangeDeclarePassive("org." + org + ".event"))
                        .isInstanceOf(IOException.class);
            }
        } finally {
            crm.disconnect();
        }
    }

    /** What the run that listens nowhere could not see: the row, and how the reason begins. */
    private static List<String> unseen() throws IOException {
        JsonNode report = new ObjectMapper().readTree(said("smoke-deaf"));
        List<String> unseen = new ArrayList<>();
        report.path("checks").forEach(check -> {
            if (check.path("state").asText().equals("skipped")) {
                String[] reason = check.path("reason").asText().split(" ");
                unseen.add(check.path("row").asText() + " "
                        + (reason[0].equals("it") ? "it would leave" : reason[0] + " " + reason[1]));
            }
        });
        return unseen;
    }

    private static long scratchOrgs() throws SQLException {
        return installation.numbers("select count(*) from orgs where name like 'smoke-%'").get(0);
    }

    /** The instances' mails are in the mailbox of whichever sent them. */
    private static Process smoke(String name, ServiceProcess service, String... more) throws IOException {
        List<String> words =
                new ArrayList<>(List.of("smoke", "--url", root(service), "--mailbox", root(one) + "/mailbox", "--mailbox",
                        root(other) + "/mailbox", "--timeout", "30s"));
        words.addAll(List.of(more));
        Files.createDirectories(LOGS);
        File output = LOGS.resolve(name + ".txt").toFile();
        ProcessBuilder builder = new ProcessBuilder(Packaged.command(words)).redirectErrorStream(true)
                .redirectOutput(Redirect.to(output));
        builder.environment().putAll(Map.of("AMQP_URL", Services.rabbit().url(), "ADMIN_EMAIL", Services.ADMIN, "ADMIN_PASSWORD",
                Services.PASSWORD));
        return builder.start();
    }

    private static String root(ServiceProcess service) {
        return service.api().toString().replaceFirst("/api$", "");
    }

    private static int ended(Process process) throws InterruptedException {
        assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static String said(String name) throws IOException {
        return Files.readString(LOGS.resolve(name + ".txt"));
    }
}
