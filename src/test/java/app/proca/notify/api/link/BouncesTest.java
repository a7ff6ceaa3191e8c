package app.proca.notify.api.link;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.jboss.logmanager.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import app.proca.notify.queue.broker.Broker;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.Rows;
import app.proca.notify.testing.Services;
import app.proca.notify.testing.Signature;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;

/** From a provider's report to what the orgs that hold a contact hear. */
@QuarkusTest
@QuarkusTestResource(Services.class)
@QuarkusTestResource(value = BouncesTest.WithSecret.class, restrictToAnnotatedClass = true)
class BouncesTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "0123456789-abcdef";

    /** The application has a secret. */
    public static class WithSecret implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            return Map.of("proca.bounces.secret", SECRET);
        }

        @Override
        public void stop() {
            // nothing was started
        }
    }

    @Inject
    Pool pool;
    @Inject
    Broker broker;

    private final Crm crm = new Crm();

    @BeforeEach
    void connect() throws Exception {
        crm.connect();
        await().atMost(SOON).until(broker::isConnected);
    }

    @AfterEach
    void disconnect() {
        crm.disconnect();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "mailjet | {'event':'bounce','hard_bounce':true,'CustomID':'action:#','email':'jan@lead.example','time':1430812195} | BOUNCE",
            "mailjet | {'event':'blocked','CustomID':'action:#'} | BLOCKED",
            "mailjet | {'event':'spam','CustomID':'action:#'} | SPAM",
            "mailjet | {'event':'unsub','CustomID':'action:#'} | UNSUB",
            "mailjet | [{'event':'sent','CustomID':'action:#'},{'event':'spam','CustomID':'action:#'}] | SPAM",
            "brevo | {'event':'bounced','tags':['action:#']} | BOUNCE",
            "brevo | {'event':'hard_bounce','tags':['action:#'],'email':'jan@lead.example','ts':1430812195} | BOUNCE",
            "brevo | {'event':'unsubscribed','tags':['action:#']} | UNSUB",
            "brevo | {'event':'spam','tags':['action:#']} | SPAM",
            "brevo | [{'event':'blocked','tags':['action:#']}] | BLOCKED" })
    void a_lost_mail_rejects_and_both_orgs_hear_of_it_once(String provider, String report, String status) throws Exception {
        Signature signature = Signature.delivered();
        String atLead = Signature.queue(signature.lead, crm);
        String atPartner = Signature.queue(signature.partner, crm);
        String body = report.replace("#", Long.toString(signature.actionId));

        Response taken = report(provider, body);
        String states = signature.states(pool);
        Map<String, String> rows = Rows.ofAllTables(pool);
        Stream.of(1, 2).forEach(replay -> assertThat(report(provider, body).statusCode()).isEqualTo(200));

        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(states).isEqualTo("REJECTED REJECTED " + status + " now");
        assertThat(signature.told(pool)).isEqualTo(2);
        assertThat(Rows.ofAllTables(pool).get("public.supporters")).isEqualTo(rows.get("public.supporters"));
        assertThat(Rows.ofAllTables(pool).get("public.actions")).isEqualTo(rows.get("public.actions"));
        assertHears(atLead, signature, status, "jan@lead.example");
        assertHears(atPartner, signature, status, "jan@partner.example");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "mailjet | {'event':'spam','CustomID':'action:#','time':@} | {'event':'bounce','hard_bounce':true,'CustomID':'action:#','time':@}",
            "brevo | {'event':'spam','tags':['action:#'],'ts_event':@,'ts':9} | {'event':'hard_bounce','tags':['action:#'],'ts_event':@}",
            "brevo | {'event':'spam','tags':['action:#'],'ts':@} | {'event':'bounced','tags':['action:#'],'ts':@}" })
    void what_happened_before_something_that_is_known_changes_nothing(String provider, String spam, String bounce) {
        Signature signature = Signature.delivered();
        Function<Integer, String> spamAt = second -> at(spam, signature, second);
        Function<Integer, String> bounceAt = second -> at(bounce, signature, second);
        assertThat(report(provider, spamAt.apply(1_430_812_195)).statusCode()).isEqualTo(200);
        long told = signature.told(pool);

        Stream.of(1_430_812_194, 1_430_812_195, 1).forEach(second -> assertThat(
                report(provider, bounceAt.apply(second)).statusCode()).isEqualTo(200));

        assertThat(signature.states(pool)).isEqualTo("REJECTED REJECTED SPAM now");
        assertThat(signature.told(pool)).isEqualTo(told);
        assertThat(report(provider, bounceAt.apply(1_430_812_196)).statusCode()).isEqualTo(200);
        assertThat(signature.states(pool)).isEqualTo("REJECTED REJECTED BOUNCE now");
        assertThat(report(provider, "[" + spamAt.apply(1_430_812_195) + "," + bounceAt.apply(1_430_812_196) + "]").statusCode())
                .isEqualTo(200);
        assertThat(signature.states(pool)).isEqualTo("REJECTED REJECTED BOUNCE now");
    }

    @Test
    void a_clock_that_is_ahead_silences_nobody_for_long_and_what_is_no_time_counts_as_none() {
        Signature ahead = Signature.delivered();
        Signature timeless = Signature.delivered();
        String spam = "{'event':'spam','CustomID':'action:#','time':@}";

        Stream.of("4102444800", "99999999999999999999", "'soon'", "-5", "[]", "null")
                .forEach(time -> assertThat(report("mailjet", spam.replace("#", Long.toString(timeless.actionId))
                        .replace("@", time)).statusCode()).isEqualTo(200));
        assertThat(report("mailjet", at(spam, ahead, 2_000_000_000)).statusCode()).isEqualTo(200);

        assertThat(timeless.states(pool)).isEqualTo("REJECTED REJECTED SPAM now");
        assertThat(ahead.states(pool)).isEqualTo("REJECTED REJECTED SPAM now");
        assertThat(Rows.ofAllTables(pool).get("notify.mail_reports")).doesNotContain("2033-", "2100-");
    }

    private static String at(String report, Signature signature, int second) {
        return report.replace("#", Long.toString(signature.actionId)).replace("@", Integer.toString(second));
    }

    @Test
    void each_of_a_list_counts_for_itself() {
        Signature bounced = Signature.delivered();
        Signature unwanted = Signature.delivered();
        Signature reached = Signature.delivered();

        Response taken = report("mailjet", """
                [{'event':'bounce','hard_bounce':true,'CustomID':'action:%d'}, {'event':'spam','CustomID':'action:999999999999'},
                {'event':'click','CustomID':'action:%d'}, {'event':'unsub','CustomID':'action:%d'}, {}]"""
                .formatted(bounced.actionId, reached.actionId, unwanted.actionId));

        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(bounced.states(pool)).isEqualTo("REJECTED REJECTED BOUNCE now");
        assertThat(unwanted.states(pool)).isEqualTo("REJECTED REJECTED UNSUB now");
        assertThat(reached.states(pool)).isEqualTo("ACCEPTED DELIVERED NONE never");
    }

    @Test
    void of_a_soft_bounce_the_log_has_the_domain_and_never_the_address() {
        Signature signature = Signature.delivered();
        List<String> logged = new ArrayList<>();
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getMessage() + " "
                        + List.of(entry.getParameters() == null ? new Object[0] : entry.getParameters()));
            }

            @Override
            public void flush() {
                // nothing is kept back
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        Logger log = Logger.getLogger(Bounces.class.getName());
        log.addHandler(listener);

        Response mailjet = report("mailjet", "{'event':'bounce','hard_bounce':false,'CustomID':'action:" + signature.actionId
                + "','email':'jan.kowalski@lead.example'}");
        Response brevo = report("brevo",
                "{'event':'soft_bounce','tags':['action:" + signature.actionId + "'],'email':'jan.kowalski@lead.example'}");
        log.removeHandler(listener);

        assertThat(List.of(mailjet.statusCode(), brevo.statusCode())).containsOnly(200);
        assertThat(logged).hasSize(2).allMatch(line -> line.contains("lead.example"))
                .noneMatch(line -> line.contains("kowalski"));
        assertThat(signature.states(pool)).isEqualTo("ACCEPTED DELIVERED NONE never");
    }

    @ParameterizedTest
    @ValueSource(strings = { "[]", "{}", "[{},{}]", "{'event':'spam','CustomID':'action:0','tags':['action:0']}" })
    void what_is_about_nothing_of_ours_is_taken_and_ignored(String body) {
        assertThat(Stream.of("mailjet", "brevo").map(provider -> report(provider, body)))
                .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200))
                .allSatisfy(answer -> assertThat(answer.asString()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{'event' | The body is not JSON",
            "'' | The body must be an event, or a list of events",
            "{} {} | The body is not JSON", "event=spam | The body is not JSON",
            "7 | The body must be an event, or a list of events", "null | The body must be an event, or a list of events",
            "[{}, 7] | The body must be an event, or a list of events",
            "[[{}]] | The body must be an event, or a list of events" })
    void what_is_no_report_is_refused_in_words(String body, String message) {
        for (String provider : List.of("mailjet", "brevo")) {
            assertThat(error(report(provider, body), 400)).isEqualTo(message);
        }
    }

    @Test
    void bodies_are_bounded_in_size_and_depth() {
        assertThat(report("mailjet", " ".repeat(1_100_000) + "[]").statusCode()).isEqualTo(413);
        assertThat(error(report("brevo", "[".repeat(400_000)), 400)).isEqualTo("The body is not JSON");
    }

    @Test
    void who_does_not_show_the_secret_changes_nothing() {
        Signature signature = Signature.delivered();
        String body = "{'event':'spam','CustomID':'action:" + signature.actionId + "'}";

        List<Response> refused = List.of(send(given(), "mailjet", body), send(given().queryParam("secret", "x"), "mailjet", body),
                send(given().header("Authorization", "Bearer " + SECRET + "x"), "mailjet", body),
                send(given().auth().preemptive().basic(SECRET, "x"), "mailjet", body), send(given(), "brevo", "no JSON"));

        assertThat(refused).allSatisfy(answer -> assertThat(error(answer, 401))
                .isEqualTo("Show the secret that this server has in PROCA_BOUNCES_SECRET"));
        assertThat(refused).allMatch(answer -> answer.header("WWW-Authenticate").startsWith("Basic realm="));
        assertThat(signature.states(pool)).isEqualTo("ACCEPTED DELIVERED NONE never");
        assertThat(Stream.of(given().queryParam("secret", SECRET), given().header("Authorization", "Bearer " + SECRET),
                given().auth().preemptive().basic("mailjet", SECRET)).map(shown -> send(shown, "mailjet", body).statusCode()))
                .containsOnly(200);
        assertThat(signature.states(pool)).isEqualTo("REJECTED REJECTED SPAM now");
    }

    private void assertHears(String queue, Signature signature, String status, String email) throws Exception {
        JsonNode told = JSON.readTree(crm.next(queue).getBody());
        assertThat(told.get("actionId").asLong()).isEqualTo(signature.actionId);
        assertThat(told.at("/supporter/contact/email").asText()).isEqualTo(email);
        assertThat(told.at("/supporter/privacy/emailStatus").asText()).isEqualToIgnoringCase(status);
    }

    private static Response report(String provider, String body) {
        return send(given().queryParam("secret", SECRET), provider, body);
    }

    private static Response send(RequestSpecification request, String provider, String body) {
        return request.contentType("application/json").body(body.replace('\'', '"')).post("/webhook/" + provider);
    }

    private static String error(Response answer, int status) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/json");
        Map<String, List<Map<String, String>>> body = answer.as(Map.class);
        assertThat(body).containsOnlyKeys("errors");
        assertThat(body.get("errors")).hasSize(1).allSatisfy(error -> assertThat(error).containsOnlyKeys("message"));
        return body.get("errors").get(0).get("message");
    }
}
