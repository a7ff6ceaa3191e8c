package app.proca.notify;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;

import app.proca.notify.queue.broker.Broker;
import app.proca.notify.testing.Api;
import app.proca.notify.testing.CapturedLogs;
import app.proca.notify.testing.DeliveryBackends;
import app.proca.notify.testing.MailServices;
import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.mutiny.sqlclient.Pool;

/** A tour through what the service does, much of which fails: no line of the log says who, or with what secret. */
@QuarkusTest
@TestProfile(DeliveryBackends.class)
@QuarkusTestResource(Services.class)
class LogsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final Pattern LINK = Pattern.compile("(accept|reject|doi)=https?://[^/]+(/\\S+)");

    private static final String SUPPORTER = "ottilie.quandt@signers.example";
    private static final String UNKNOWN = "gerlinde.unbekannt@nowhere.example";
    private static final String INVITED = "wolfhard.eingeladen@invited.example";
    private static final String WRONG_PASSWORD = "wrong-pass-7Zq";
    private static final String TOKEN = "API-tokentokentoken9Xy";
    private static final String HOOK_PASSWORD = "hook-secret-4Kd";
    private static final String MAIL_PASSWORD = "mail-secret-2Lm";
    /** Names, addresses and secrets, also as they stand in URLs. */
    private static final List<String> PRIVATE = List.of(SUPPORTER, "ottilie", "Ottilie", "Quandt", UNKNOWN, "gerlinde", INVITED,
            "wolfhard", WRONG_PASSWORD, TOKEN, HOOK_PASSWORD, MAIL_PASSWORD, Services.PASSWORD, Services.ADMIN,
            DeliveryBackends.METRICS_TOKEN);

    @Inject
    Broker broker;
    @Inject
    Vertx vertx;
    @Inject
    Pool pool;

    private final GreenMail inboxes = new GreenMail(new ServerSetup(MailServices.freePort(), "127.0.0.1", "smtp"));
    private final AtomicInteger status = new AtomicInteger(400);
    private final AtomicInteger calls = new AtomicInteger();
    private HttpServer webhook;

    /** Queues outlive a test's database: ids that no other test's orgs have find none that was declared with another delay. */
    @BeforeEach
    void connect() throws Throwable {
        var unused = VertxContextSupport.subscribeAndAwait(
                () -> pool.query("select setval('orgs_id_seq', 1000000 + (random() * 1000000000)::int)").execute());
        webhook = vertx.createHttpServer().requestHandler(request -> {
            calls.incrementAndGet();
            var answered = request.response().setStatusCode(status.get()).end("I do not take Ottilie Quandt");
        }).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        inboxes.start();
        await().atMost(SOON).until(broker::isConnected);
    }

    @AfterEach
    void disconnect() {
        inboxes.stop();
        var unused = webhook.close();
    }

    @Test
    void no_line_of_a_whole_tour_says_who_or_with_what_secret_and_those_about_one_message_say_which() throws Exception {
        try (CapturedLogs logs = CapturedLogs.begin()) {
            String org = anOrgWithBackends();
            signInInVain();
            askForNonsense();
            long page = aPage(org);
            String reference = sign(page);
            parkedByTheWebhook(logs, org);
            answerTheMail(reference);
            bounce();
            outage(page);
            unsendable(org, page);
            Api.ask("mutation ($o: String!, $e: String!) { inviteOrgUser(orgName: $o, input: {email: $e, role: \"campaigner\"},"
                    + " message: \"Dear Wolfhard\") { code } }", Map.of("o", org, "e", INVITED));
            Api.answer("mutation ($o: String!, $r: String!) { deleteContact(orgName: $o, contactRef: $r) }",
                    Map.of("o", org, "r", reference));
            await().atMost(SOON).until(() -> logs.lines().stream().anyMatch(line -> line.text().contains("forgot somebody")));

            assertThat(logs.lines()).hasSizeGreaterThan(5);
            for (String text : PRIVATE) {
                assertThat(logs.lines()).as(text).noneMatch(line -> (line.text() + line.fields()).contains(text));
            }
            assertThat(logs.lines()).filteredOn(line -> line.text().contains(" is parked, after "))
                    .anySatisfy(line -> assertThat(line.fields()).containsKeys("org", "notification", "trace"));
        }
    }

    private String anOrgWithBackends() {
        String org = Api.addOrg();
        change(org, "upsertService(orgName: $org, input: {name: SMTP, host: \"smtp://127.0.0.1:" + inboxes.getSmtp().getPort()
                + "\", user: \"\", password: \"\"}) { id }");
        hook(org, "http://127.0.0.1:" + webhook.actualPort() + "/{{actionId}}?key=" + HOOK_PASSWORD, HOOK_PASSWORD);
        change(org, "upsertTemplate(orgName: $org, input: {name: \"thanks\", locale: \"en\", subject: \"Dear {{firstName}}\","
                + " html: \"doi={{doiLink}}\\nreject={{rejectLink}}\\n\"})");
        change(org, "updateOrgProcessing(name: $org, emailBackend: SMTP, emailFrom: \"lead@example.org\", pushBackend: WEBHOOK)"
                + " { id }");
        return org;
    }

    private static void hook(String org, String url, String password) {
        Api.answer("mutation ($org: String!, $url: String!, $password: String!) { upsertService(orgName: $org,"
                + " input: {name: WEBHOOK, host: $url, user: \"\", password: $password}) { id } }",
                Map.of("org", org, "url", url, "password", password));
    }

    private static long aPage(String org) {
        long page = Api.answer("""
                mutation ($org: String!, $campaign: String!, $page: ActionPageInput!) {
                  addActionPage(orgName: $org, campaignName: $campaign, input: $page) { id } }""",
                Map.of("org", org, "campaign", Api.addCampaign(org), "page",
                        Map.of("name", "logs/" + UUID.randomUUID(), "locale", "en")))
                .at("/addActionPage/id").asLong();
        Api.answer("mutation ($id: Int!) { updateActionPage(id: $id, input: {thankYouTemplate: \"thanks\"}) { id } }",
                Map.of("id", page));
        return page;
    }

    private static void signInInVain() {
        for (String password : List.of(WRONG_PASSWORD, WRONG_PASSWORD)) {
            given().auth().preemptive().basic(UNKNOWN, password).contentType("application/json")
                    .body(Map.of("query", "{ currentUser { email } }")).post("/api");
            given().auth().preemptive().basic(Services.ADMIN, password).contentType("application/json")
                    .body(Map.of("query", "{ currentUser { email } }")).post("/api");
        }
        for (String header : List.of("Bearer " + TOKEN, "Bearer eyJ" + WRONG_PASSWORD + ".a.b", "Nonsense " + WRONG_PASSWORD)) {
            given().header("Authorization", header).contentType("application/json")
                    .body(Map.of("query", "{ currentUser { email } }")).post("/api");
        }
        given().header("Authorization", "Bearer " + WRONG_PASSWORD).get("/q/metrics");
    }

    private static void askForNonsense() {
        anonymously("{ nobody(email: \"" + SUPPORTER + "\") { id ");
        anonymously("mutation { addActionContact(actionPageId: 99999999, action: {actionType: \"petition\"}, contact: {firstName:"
                + " \"Ottilie\", email: \"" + SUPPORTER + "\"}, privacy: {optIn: true}) { contactRef } }");
        given().redirects().follow(false).get("/link/accept/483920?email=" + UNKNOWN + "&id=7");
        given().redirects().follow(false).get("/link/s/1/accept/" + WRONG_PASSWORD);
    }

    /** The reference that the widget gets. */
    private static String sign(long page) {
        JsonNode answer =
                anonymously("mutation { addActionContact(actionPageId: " + page + ", action: {actionType: \"petition\"},"
                        + " contact: {firstName: \"Ottilie\", lastName: \"Quandt\", email: \"" + SUPPORTER
                        + "\"}, privacy: {optIn: true})"
                        + " { contactRef } }");
        assertThat(answer.has("errors")).as(answer.toString()).isFalse();
        return answer.at("/data/addActionContact/contactRef").asText();
    }

    private void parkedByTheWebhook(CapturedLogs logs, String org) {
        await().atMost(SOON).until(() -> logs.lines().stream()
                .anyMatch(line -> line.text().contains(".webhook is parked, after ")));
        assertThat(calls.get()).isGreaterThan(1);
    }

    private void answerTheMail(String reference) throws Exception {
        await().atMost(SOON).until(() -> inboxes.getReceivedMessages().length > 0);
        String mail = GreenMailUtil.getBody(inboxes.getReceivedMessages()[0]).replace("=\r\n", "").replace("=3D", "=");
        Matcher links = LINK.matcher(mail);
        assertThat(links.find()).isTrue();
        given().redirects().follow(false).get(links.group(2));
        given().redirects().follow(false).get(links.group(2).replace(reference, "someone-else"));
    }

    private static void bounce() {
        for (String event : List.of("'event':'bounce','hard_bounce':false", "'event':'bounce','hard_bounce':true",
                "'event':'nonsense'")) {
            given().contentType("application/json")
                    .body(("{" + event + ",'CustomID':'action:99999999','email':'" + SUPPORTER + "'}").replace('\'', '"'))
                    .post("/webhook/mailjet");
        }
        given().contentType("application/json").body("{\"email\": \"" + SUPPORTER + "\"").post("/webhook/brevo");
    }

    /** The webhook is there and breaks, then is away; so is the mail server. */
    private void outage(long page) {
        status.set(500);
        int before = calls.get();
        sign(page);
        await().atMost(SOON).until(() -> calls.get() > before);
        inboxes.stop();
        sign(page);
        var unused = webhook.close().toCompletionStage().toCompletableFuture().join();
        sign(page);
    }

    /** Services that nothing can be made of. */
    private static void unsendable(String org, long page) {
        hook(org, "http://nobody.invalid/" + HOOK_PASSWORD, HOOK_PASSWORD + "\r\nX: y");
        Api.ask("mutation ($org: String!, $password: String!) { upsertService(orgName: $org, input: {name: SMTP, host:"
                + " \"smtp://127.0.0.1:1\", user: \"ottilie\", password: $password}) { id } }",
                Map.of("org", org, "password", MAIL_PASSWORD));
        sign(page);
    }

    private static void change(String org, String mutation) {
        Api.answer("mutation ($org: String!) { " + mutation + " }", Map.of("org", org));
    }

    private static JsonNode anonymously(String query) {
        return JSON.valueToTree(given().contentType("application/json").body(Map.of("query", query)).post("/api").then()
                .extract().as(Map.class));
    }
}
