package app.proca.notify.api.link;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import app.proca.notify.action.ActionStatus;
import app.proca.notify.queue.broker.Broker;
import app.proca.notify.supporter.EmailStatus;
import app.proca.notify.supporter.ProcessingStatus;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.Services;
import app.proca.notify.testing.Signature;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;

/** From the link in a supporter's mail to what the browser gets and what the orgs that hold a contact hear. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class SupporterLinksTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PAGE = "https://lead.org/thanks?x=%26&y=2#top";

    @Inject
    Pool pool;
    @Inject
    Broker broker;
    @Inject
    Vertx vertx;

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
    @CsvSource(nullValues = "-", value = {
            // supporter, action and address, link and query; status and what is told; supporter, action, address and since when, events
            "NEW NEW NONE, accept, -, 400, not allowed, NEW NEW NONE never, 0",
            "NEW NEW NONE, accept, ?doi=1, 400, not allowed, NEW NEW NONE never, 0",
            "CONFIRMING CONFIRMING NONE, accept, -, 200, SUCCESS, ACCEPTED CONFIRMING NONE never, 0",
            "CONFIRMING CONFIRMING NONE, accept, ?doi=0, 200, SUCCESS, ACCEPTED CONFIRMING NONE never, 0",
            "CONFIRMING CONFIRMING NONE, accept, ?doi=1, 200, SUCCESS, ACCEPTED CONFIRMING DOUBLE_OPT_IN now, 2",
            "ACCEPTED DELIVERED NONE, accept, -, 200, SUCCESS, ACCEPTED DELIVERED NONE never, 0",
            "ACCEPTED REPEAT NONE, accept, ?doi=1, 200, SUCCESS, ACCEPTED REPEAT DOUBLE_OPT_IN now, 2",
            "ACCEPTED DELIVERED DOUBLE_OPT_IN, accept, ?doi=1, 200, SUCCESS, ACCEPTED DELIVERED DOUBLE_OPT_IN before, 0",
            "REJECTED REJECTED NONE, accept, -, 400, supporter data already rejected, REJECTED REJECTED NONE never, 0",
            "REJECTED REJECTED UNSUB, accept, ?doi=1, 400, supporter data already rejected, REJECTED REJECTED UNSUB before, 0",
            "NEW NEW NONE, reject, -, 200, SUCCESS, REJECTED REJECTED NONE never, 0",
            "CONFIRMING NEW NONE, reject, ?doi=1, 200, SUCCESS, REJECTED REJECTED NONE never, 0",
            "ACCEPTED CONFIRMING NONE, reject, -, 200, SUCCESS, REJECTED REJECTED NONE never, 0",
            "ACCEPTED DELIVERED DOUBLE_OPT_IN, reject, -, 200, SUCCESS, REJECTED REJECTED UNSUB now, 2",
            "ACCEPTED REPEAT BOUNCE, reject, -, 200, SUCCESS, REJECTED REJECTED BOUNCE before, 0",
            "REJECTED REJECTED NONE, reject, -, 200, SUCCESS, REJECTED REJECTED NONE never, 0" })
    void a_link_does_what_it_says_as_far_as_the_states_allow(String states, String verb, String query, int status, String told,
            String become, int events) {
        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST)) {
            Signature signature = signature(states);

            Response answer = visitor().request(method.name(), link(signature, verb) + (query == null ? "" : query));

            assertThat(told(answer, status)).isEqualTo(told);
            assertThat(signature.states(pool)).isEqualTo(become);
            assertThat(signature.told(pool)).isEqualTo(events);
        }
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "NEW NEW NONE, NEW NEW DOUBLE_OPT_IN now, 2", "CONFIRMING NEW NONE, CONFIRMING NEW DOUBLE_OPT_IN now, 2",
            "ACCEPTED DELIVERED NONE, ACCEPTED DELIVERED DOUBLE_OPT_IN now, 2",
            "ACCEPTED DELIVERED DOUBLE_OPT_IN, ACCEPTED DELIVERED DOUBLE_OPT_IN before, 0",
            "REJECTED REJECTED UNSUB, REJECTED REJECTED DOUBLE_OPT_IN now, 2" })
    void the_double_opt_in_link_opts_in_in_every_state(String states, String become, int events) {
        Signature signature = signature(states);

        Response answer = visitor().get(optIn(signature));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.header("Location")).endsWith("/?proca_doi=1");
        assertThat(signature.states(pool)).isEqualTo(become);
        assertThat(signature.told(pool)).isEqualTo(events);
    }

    @ParameterizedTest
    @CsvSource({ "accept, , proca_confirm=accept", "accept, 1, proca_confirm=accept&proca_doi=1",
            "reject, , proca_confirm=reject", "reject, 1, proca_confirm=reject&proca_doi=1" })
    void a_link_leads_on_to_any_page_of_the_web(String verb, String doi, String told) {
        Signature signature = signature("CONFIRMING CONFIRMING NONE");

        for (int click = 0; click < 2; click++) {
            Response answer = visitor().queryParam("redir", PAGE).queryParams(doi == null ? Map.of() : Map.of("doi", doi))
                    .get(link(signature, verb));

            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.header("Location")).isEqualTo("https://lead.org/thanks?" + told + "&x=%26&y=2#top");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "javascript:alert(1)", "//example.org", "/thanks", "https://lead.org@example.org/", "ftp://lead.org",
            "https:\\\\example.org", "https://lead.org/\r\nSet-Cookie:a=b", "data:text/html,x" })
    void a_bad_page_is_not_led_to_and_the_link_works_nevertheless(String bad) {
        Signature signature = signature("CONFIRMING CONFIRMING NONE");

        assertThat(told(visitor().queryParam("redir", bad).get(link(signature, "accept")), 200))
                .isEqualTo("SUCCESS; Could not redirect to a bad URL");
        assertThat(told(visitor().queryParam("redir", bad).get(optIn(signature)), 200))
                .isEqualTo("SUCCESS; Could not redirect to a bad URL");

        assertThat(signature.states(pool)).isEqualTo("ACCEPTED CONFIRMING DOUBLE_OPT_IN now");
    }

    @Test
    void the_double_opt_in_link_leads_to_the_page_that_it_names_or_where_the_page_was_last_seen() {
        Signature signature = signature("ACCEPTED DELIVERED NONE");
        signature.seenAt("https://lead.org/old");
        signature.seenAt("https://lead.org/petition");

        Response seen = await().atMost(SOON).until(() -> visitor().get(optIn(signature)),
                answer -> answer.header("Location").contains("lead.org"));
        Response named = visitor().queryParam("redir", PAGE).get(optIn(signature));

        assertThat(seen.header("Location")).isEqualTo("https://lead.org/petition?proca_doi=1");
        assertThat(named.header("Location")).isEqualTo("https://lead.org/thanks?proca_doi=1&x=%26&y=2#top");
    }

    @Test
    void a_page_that_was_seen_at_no_address_of_the_web_is_not_led_to() {
        Signature signature = signature("ACCEPTED DELIVERED NONE");
        signature.seenAt("javascript:alert(1)");

        Response answer = visitor().get(optIn(signature));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.header("Location")).endsWith("/?proca_doi=1").doesNotContain("alert");
    }

    @Test
    void a_link_with_another_reference_or_to_no_action_is_not_found() {
        Signature signature = signature("CONFIRMING CONFIRMING NONE");
        Signature other = signature("CONFIRMING CONFIRMING NONE");
        String wrong = "There is no action " + signature.actionId
                + " of the supporter that this link names: follow the link as it stands in the mail";

        for (String link : List.of("/link/s/" + signature.actionId + "/accept/", "/link/s/" + signature.actionId + "/reject/",
                "/link/d/" + signature.actionId + "/")) {
            assertThat(told(visitor().get(link + other.contactRef()), 404)).isEqualTo(wrong);
            assertThat(told(visitor().get(link + "AAAA"), 404)).isEqualTo(wrong);
            assertThat(told(visitor().get(link.replace(Long.toString(signature.actionId), "999999999999999999")
                    + signature.contactRef()), 404)).isEqualTo(wrong.replace(Long.toString(signature.actionId),
                            "999999999999999999"));
        }

        assertThat(signature.states(pool)).isEqualTo("CONFIRMING CONFIRMING NONE never");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/link/s/x/accept/AAAA", "/link/s/-1/accept/AAAA", "/link/s/1/approve/AAAA", "/link/s/1/accept/A+A",
            "/link/s/1/reject/A.A", "/link/s/9999999999999999999/reject/AAAA", "/link/d/x/AAAA", "/link/d/1/%00" })
    void a_link_that_is_none_is_malformed(String link) {
        assertThat(told(visitor().get(link), 400)).isEqualTo("malformed link");
    }

    @Test
    void programs_that_look_where_a_link_leads_change_nothing() {
        Signature signature = signature("CONFIRMING CONFIRMING NONE");

        assertThat(List.of(link(signature, "accept"), link(signature, "reject"), optIn(signature)))
                .allMatch(link -> visitor().head(link).statusCode() == 204);
        assertThat(signature.states(pool)).isEqualTo("CONFIRMING CONFIRMING NONE never");
    }

    @Test
    void of_many_clicks_at_once_all_succeed_and_one_is_told() throws Throwable {
        Signature signature = signature("CONFIRMING CONFIRMING NONE");
        String link = link(signature, "accept") + "?doi=1";

        List<Integer> answers = VertxContextSupport.subscribeAndAwait(() -> Multi.createFrom().range(0, 40)
                .onItem().transformToUni(click -> click(click % 2 == 0 ? link : optIn(signature))).merge(40)
                .collect().asList());

        assertThat(answers).hasSize(40).containsOnly(200, 302);
        assertThat(signature.states(pool)).isEqualTo("ACCEPTED CONFIRMING DOUBLE_OPT_IN now");
        assertThat(signature.told(pool)).isEqualTo(2);
    }

    @Test
    void both_orgs_hear_of_a_double_opt_in_and_of_its_withdrawal_once_with_their_own_view() throws Exception {
        Signature signature = signature("ACCEPTED DELIVERED NONE");
        String atLead = Signature.queue(signature.lead, crm);
        String atPartner = Signature.queue(signature.partner, crm);

        IntStream.range(0, 3).forEach(click -> visitor().get(optIn(signature)));
        IntStream.range(0, 3).forEach(click -> visitor().get(link(signature, "reject")));

        for (String status : List.of("double_opt_in", "unsub")) {
            assertHears(atLead, signature, status, "jan@lead.example");
            assertHears(atPartner, signature, status, "jan@partner.example");
        }
        assertThat(signature.told(pool)).isEqualTo(4);
    }

    @Test
    void where_no_secret_is_set_anybody_reports_bounces() {
        Signature signature = signature("ACCEPTED DELIVERED NONE");

        Response taken = visitor().contentType("application/json")
                .body("{\"event\":\"hard_bounce\",\"tags\":[\"action:" + signature.actionId + "\"]}").post("/webhook/brevo");

        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(signature.states(pool)).isEqualTo("REJECTED REJECTED BOUNCE now");
    }

    private void assertHears(String queue, Signature signature, String status, String email) throws Exception {
        JsonNode told = JSON.readTree(crm.next(queue).getBody());
        assertThat(told.get("eventType").asText()).isEqualTo("email_status");
        assertThat(told.get("actionId").asLong()).isEqualTo(signature.actionId);
        assertThat(told.at("/supporter/contact")).isEqualTo(JSON.valueToTree(Map.of("area", "PL", "contactRef",
                signature.contactRef(), "dupeRank", 0, "email", email, "firstName", "Jan")));
        assertThat(told.at("/supporter/privacy/emailStatus").asText()).isEqualTo(status);
        assertThat(told.at("/supporter/privacy/emailStatusChanged").asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    }

    private Uni<Integer> click(String link) {
        return vertx.createHttpClient().request(HttpMethod.GET, RestAssured.port, "localhost", link)
                .chain(request -> request.send()).map(answer -> answer.statusCode());
    }

    private static Signature signature(String states) {
        String[] each = states.split(" ");
        return Signature.of(ProcessingStatus.valueOf(each[0]), ActionStatus.valueOf(each[1]), EmailStatus.valueOf(each[2]));
    }

    private static String link(Signature signature, String verb) {
        return "/link/s/" + signature.actionId + "/" + verb + "/" + signature.contactRef();
    }

    private static String optIn(Signature signature) {
        return "/link/d/" + signature.actionId + "/" + signature.contactRef();
    }

    private static RequestSpecification visitor() {
        return given().redirects().follow(false);
    }

    /** The whole answer, of which there are two kinds. */
    private static String told(Response answer, int status) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.header("Location")).isNull();
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        if (status == 200) {
            assertThat(answer.contentType().toLowerCase()).isEqualTo("text/plain;charset=utf-8");
            return answer.asString();
        }
        assertThat(answer.contentType()).startsWith("application/json");
        Map<String, List<Map<String, String>>> body = answer.as(Map.class);
        assertThat(body).containsOnlyKeys("errors");
        assertThat(body.get("errors")).hasSize(1).allSatisfy(error -> assertThat(error).containsOnlyKeys("message"));
        return body.get("errors").get(0).get("message");
    }
}
