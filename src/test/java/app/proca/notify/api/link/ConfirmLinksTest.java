package app.proca.notify.api.link;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.rabbitmq.client.GetResponse;

import app.proca.notify.api.edge.SocketClient;
import app.proca.notify.testing.Api;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.MailServices;
import app.proca.notify.testing.People;
import app.proca.notify.testing.Services;
import app.proca.notify.testing.TrustedProxy;
import app.proca.notify.user.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** From a question to the mail in the inbox, the link in it, and what following it does. */
@QuarkusTest
@QuarkusTestResource(Services.class)
@QuarkusTestResource(value = MailServices.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = TrustedProxy.class, restrictToAnnotatedClass = true)
class ConfirmLinksTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int LIMIT = 20;
    private static final String LAUNCH =
            "mutation ($name: String!) { launchActionPage(name: $name, message: \"Please let us in\") { status } }";
    private static final String INVITE = "mutation ($org: String!, $email: String!) "
            + "{ inviteOrgUser(orgName: $org, input: {email: $email, role: \"translator\"}) { code } }";

    @Inject
    Pool pool;
    @Inject
    Vertx vertx;

    private final Crm crm = new Crm();
    private final List<SocketClient> clients = new ArrayList<>();
    private GreenMail mailer;
    private String lead;
    private String partner;
    private String page;
    private String campaigner;
    private String asking;

    @BeforeEach
    void a_partner_has_a_page_in_the_leads_campaign() throws Exception {
        crm.connect();
        mailer = new GreenMail(new ServerSetup(Integer.parseInt(setting("quarkus.mailer.port")), "127.0.0.1", "smtp"));
        mailer.start();
        lead = Api.addOrg();
        partner = Api.addOrg();
        page = partner + "/bees";
        String added = Api.answer("mutation ($org: String!, $campaign: String!, $name: String!) { addActionPage(orgName: $org, "
                + "campaignName: $campaign, input: {name: $name, locale: \"en\"}) { name } }",
                Map.of("org", partner, "campaign", Api.addCampaign(lead), "name", page)).at("/addActionPage/name").asText();
        assertThat(added).isEqualTo(page);
        campaigner = People.aStaffer(lead, Role.CAMPAIGNER.mask());
        asking = People.aStaffer(partner, Role.CAMPAIGNER.mask());
    }

    @AfterEach
    void stop() {
        clients.forEach(SocketClient::close);
        mailer.stop();
        crm.disconnect();
    }

    @Test
    void the_link_in_the_mail_makes_the_page_live_and_all_are_told() throws Exception {
        String translator = People.aStaffer(lead, Role.TRANSLATOR.mask());
        String queue = listen();
        SocketClient subscriber = subscribe();
        ask();

        MimeMessage mail = mailTo(campaigner);
        String link = link(mail, "accept");
        Response anonymous = visitor().get(link);
        Response accepted = signedIn(campaigner).get(link);

        assertThat(mail.getSubject()).isEqualTo("Lead Org wants to join Bees");
        assertThat(text(mail)).contains("Please let us in", asking);
        assertThat(recipients()).contains(Services.ADMIN).doesNotContain(translator, asking);
        assertThat(anonymous.statusCode()).isEqualTo(401);
        assertThat(anonymous.header("WWW-Authenticate")).startsWith("Basic realm=");
        assertThat(accepted.statusCode()).isEqualTo(302);
        assertThat(accepted.header("Location")).endsWith("/").doesNotContain("link");
        assertThat(isLive()).isTrue();
        assertLiveIsTold(subscriber);
        assertThat(crm.next(queue).getEnvelope().getRoutingKey()).isEqualTo("confirm_created.launch_page");
        assertJoinIsTold(queue);
        assertThat(error(signedIn(campaigner).get(link), 400)).isEqualTo("expired");
    }

    @Test
    void the_mails_of_a_time_without_mail_server_come_later_and_are_as_good() throws Exception {
        String queue = listen();
        SocketClient subscriber = subscribe();
        mailer.stop();

        ask();
        assertThat(crm.next(queue).getEnvelope().getRoutingKey()).isEqualTo("confirm_created.launch_page");
        await().atMost(SOON).until(() -> !sql("select 1 from notify.outbox where channel = 'mail' and state = 'pending'"
                + " and body like $1", "%" + campaigner + "%").isEmpty());
        mailer = new GreenMail(new ServerSetup(Integer.parseInt(setting("quarkus.mailer.port")), "127.0.0.1", "smtp"));
        mailer.start();

        assertThat(signedIn(campaigner).get(link(mailTo(campaigner), "accept")).statusCode()).isEqualTo(302);
        assertThat(isLive()).isTrue();
        assertLiveIsTold(subscriber);
        assertJoinIsTold(queue);
    }

    @Test
    void the_other_link_rejects_and_leads_on_to_pages_of_this_server_only() throws Exception {
        ask();
        String accept = link(mailTo(campaigner), "accept");
        String reject = link(mailTo(campaigner), "reject");

        Response rejected = signedIn(campaigner).queryParam("redir", "/done?yes=1").get(reject);
        Response late = signedIn(campaigner).queryParam("redir", "https://example.org/").get(accept);
        ask();
        Response abroad =
                signedIn(campaigner).queryParam("redir", "//example.org/").get(link(newestMailTo(campaigner), "reject"));

        assertThat(rejected.statusCode()).isEqualTo(302);
        assertThat(rejected.header("Location")).endsWith("/done?yes=1").doesNotContain("link");
        assertThat(error(late, 400)).isEqualTo("expired");
        assertThat(abroad.statusCode()).isEqualTo(302);
        assertThat(abroad.header("Location")).endsWith("/").doesNotContain("example.org");
        assertThat(isLive()).isFalse();
    }

    @Test
    void a_link_is_of_no_use_to_people_of_the_partner_nor_without_its_id() throws Exception {
        ask();
        String link = link(mailTo(campaigner), "accept");

        assertThat(error(signedIn(asking).get(link), 403)).isEqualTo("User does not have sufficient permissions");
        assertThat(error(signedIn(asking).queryParam("org", lead).get(link), 401))
                .isEqualTo("User is not a member of organisation");
        assertThat(error(signedIn(campaigner).get(link.replaceFirst("\\?.*", "")), 400)).isEqualTo("code invalid");
        assertThat(error(signedIn(campaigner).get("/link/accept/12ab"), 400)).isEqualTo("malformed link");
        assertThat(error(signedIn(campaigner).get(link + "x"), 400)).isEqualTo("malformed link");
        assertThat(signedIn(campaigner).head(link).statusCode()).isEqualTo(204);
        assertThat(error(visitor().auth().preemptive().basic(campaigner, "wrong").get(link), 401)).isNotEmpty();
        assertThat(isLive()).isFalse();
    }

    @Test
    void who_was_invited_and_is_no_user_becomes_one_by_the_link() throws Exception {
        String invited = "new-" + UUID.randomUUID() + "@example.org";
        invite(invited);
        String link = link(mailTo(invited), "accept");

        Response nobody = visitor().get(link);
        Response weak = visitor().auth().preemptive().basic(invited, "short").get(link);
        Response other = visitor().auth().preemptive().basic("other@example.org", People.PASSWORD).get(link);
        Response accepted = visitor().auth().preemptive().basic(invited, People.PASSWORD).get(link);

        assertThat(error(nobody, 401)).isEqualTo("Authentication is required for this API call");
        assertThat(error(weak, 401)).startsWith("The password should be at least 12 character(s)").doesNotContain("short,");
        assertThat(error(other, 401)).isEqualTo("Can not authenticate with these credentials");
        assertThat(accepted.statusCode()).isEqualTo(302);
        assertThat(Api.answerAs(invited, "{ currentUser { email roles { org { name } role } } }", Map.of()).get("currentUser"))
                .isEqualTo(JSON.valueToTree(Map.of("email", invited, "roles",
                        List.of(Map.of("org", Map.of("name", lead), "role", "translator")))));
        assertThat(newUser(invited)).isEqualTo(sample());
    }

    @Test
    void an_invitation_does_not_change_the_password_of_who_is_a_user() throws Exception {
        String user = People.aUser();
        invite(user);
        String link = link(mailTo(user), "accept");

        assertThat(error(visitor().auth().preemptive().basic(user, "Another password 2").get(link), 401))
                .isEqualTo("Can not authenticate with these credentials");
        assertThat(signedIn(user).get(link).statusCode()).isEqualTo(302);
    }

    @Test
    void an_invitation_is_declined_without_an_account() throws Exception {
        String invited = "new-" + UUID.randomUUID() + "@example.org";
        invite(invited);
        MimeMessage mail = mailTo(invited);

        Response declined = visitor().get(link(mail, "reject"));

        assertThat(declined.statusCode()).isEqualTo(302);
        assertThat(error(visitor().auth().preemptive().basic(invited, People.PASSWORD).get(link(mail, "accept")), 400))
                .isEqualTo("expired");
        assertThat(sql("select 1 from users where email = $1::text::citext", invited)).isEmpty();
    }

    @Test
    void ten_thousand_wrong_codes_from_one_address_get_no_further_than_the_limit() throws Exception {
        ask();
        String link = link(mailTo(campaigner), "accept");
        String guessing = "198.51.100.7";

        Map<String, Long> answers = guess(10_000, guessing);
        Response right = from(guessing).auth().preemptive().basic(campaigner, People.PASSWORD).get(link);
        boolean liveAfterRefusal = isLive();
        Response elsewhere = from("198.51.100.8").auth().preemptive().basic(campaigner, People.PASSWORD).get(link);

        assertThat(answers).isEqualTo(Map.of("400 code invalid", (long) LIMIT,
                "429 Too many wrong codes: try again later", 10_000L - LIMIT));
        assertThat(liveAfterRefusal).isFalse();
        assertThat(error(right, 429)).isEqualTo("Too many wrong codes: try again later");
        assertThat(elsewhere.statusCode()).isEqualTo(302);
        assertThat(isLive()).isTrue();
    }

    @Test
    void wrong_codes_of_one_user_get_no_further_than_the_limit_wherever_they_are() {
        String guessing = People.aStaffer(lead, Role.OWNER.mask());
        String accept = "mutation ($name: String!) { acceptOrgConfirm(name: $name, confirm: {code: \"00000000\", objectId: 4}) "
                + "{ status } }";

        List<String> answers = IntStream.range(0, 2 * LIMIT).mapToObj(i -> from("203.0.113." + i).auth().preemptive()
                .basic(guessing, People.PASSWORD).contentType("application/json")
                .body(Map.of("query", accept, "variables", Map.of("name", lead))).post("/api")
                .then().statusCode(200).extract().<String>path("errors[0].message")).toList();

        assertThat(answers.subList(0, LIMIT)).containsOnly("code invalid");
        assertThat(answers.subList(LIMIT, answers.size())).containsOnly("Too many wrong codes: try again later");
    }

    private void ask() {
        assertThat(Api.answerAs(asking, LAUNCH, Map.of("name", page)).at("/launchActionPage/status").asText())
                .isEqualTo("CONFIRMING");
    }

    private void invite(String email) {
        assertThat(Api.answerAs(campaigner, INVITE, Map.of("org", lead, "email", email)).at("/inviteOrgUser/code").asText())
                .hasSize(8);
    }

    private String listen() {
        Api.answer("mutation ($org: String!) { updateOrgProcessing(name: $org, customEventDeliver: true) { id } }",
                Map.of("org", lead));
        String queue = "cus." + sql("select id from orgs where name = $1::text::citext", lead).get(0).getLong("id") + ".deliver";
        await().atMost(SOON).until(() -> sql("select 1 from notify.outbox where channel = 'topology' and state = 'pending'")
                .isEmpty());
        // orgs of other tests' databases had the same ids, on the same broker
        await().atMost(SOON).ignoreExceptions().until(() -> crm.channel().queuePurge(queue) != null);
        return queue;
    }

    /** Hears of the partner's pages from now on. */
    private SocketClient subscribe() throws Exception {
        String now = Api.answer("{ actionPageCursor }", Map.of()).get("actionPageCursor").asText();
        SocketClient client = SocketClient.connect(vertx, port(), "graphql-transport-ws", Map.of())
                .say("{\"type\": \"connection_init\"}");
        clients.add(client);
        await().atMost(SOON).until(() -> client.heard("connection_ack"));
        return client.subscribe("1", "subscription { actionPageUpserted(orgName: \"" + partner + "\", since: \"" + now
                + "\") { name live org { name } campaign { org { name } } } }");
    }

    private void assertLiveIsTold(SocketClient subscriber) {
        await().atMost(SOON).until(() -> subscriber.count("next", "1") > 0);
        assertThat(subscriber.heard.stream().filter(frame -> !frame.path("type").asText().equals("connection_ack")))
                .containsExactly(JSON.valueToTree(Map.of("type", "next", "id", "1", "payload", Map.of("data",
                        Map.of("actionPageUpserted", Map.of("name", page, "live", true, "org", Map.of("name", partner),
                                "campaign", Map.of("org", Map.of("name", lead))))))));
    }

    private void assertJoinIsTold(String queue) throws Exception {
        GetResponse joined = crm.next(queue);
        assertThat(joined.getEnvelope().getRoutingKey()).isEqualTo("system.join_campaign");
        JsonNode body = JSON.readTree(joined.getBody());
        assertThat(List.of(body.at("/actionPage/name").asText(), body.at("/org/name").asText(),
                body.at("/contact/email").asText())).containsExactly(page, partner, asking);
    }

    /** How often each answer came. */
    private static Map<String, Long> guess(int times, String address) throws Exception {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        List<Callable<String>> guesses = IntStream.range(0, times).<Callable<String>>mapToObj(i -> () -> {
            HttpResponse<String> answer = client.send(HttpRequest
                    .newBuilder(URI.create("http://localhost:" + port() + "/link/accept/" + (10_000_000 + i) + "?id=4"))
                    .header("X-Forwarded-For", address).build(), BodyHandlers.ofString());
            return answer.statusCode() + " " + JSON.readTree(answer.body()).at("/errors/0/message").asText();
        }).toList();
        ExecutorService connections = Executors.newFixedThreadPool(32);
        try {
            Map<String, Long> answers = new TreeMap<>();
            for (Future<String> answer : connections.invokeAll(guesses)) {
                answers.merge(answer.get(), 1L, Long::sum);
            }
            return answers;
        } finally {
            connections.shutdown();
        }
    }

    private static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    }

    /** As the sample has it, with the sample's user. */
    private JsonNode newUser(String email) throws Exception {
        String body = sql("select body from notify.outbox where routing_key = 'system.new_user' and body like $1",
                "%" + email + "%").get(0).getString("body");
        return JSON.readTree(body.replace(email, "partner@example.org")
                .replace(email.substring(0, email.indexOf('@')), "partner")
                .replaceFirst("\"createdAt\":\"[^\"]+\\.\\d{6}Z\"", "\"createdAt\":\"2026-11-23T23:40:39.705309Z\""));
    }

    private static JsonNode sample() throws Exception {
        try (var stream = ConfirmLinksTest.class.getResourceAsStream("/samples/amqp/event__system.new_user.json")) {
            return JSON.readTree(stream).get("body");
        }
    }

    private static RequestSpecification visitor() {
        return from("192.0.2.1");
    }

    private static RequestSpecification signedIn(String email) {
        return visitor().auth().preemptive().basic(email, People.PASSWORD);
    }

    private static RequestSpecification from(String address) {
        return given().redirects().follow(false).urlEncodingEnabled(false).header("X-Forwarded-For", address);
    }

    private static String error(Response answer, int status) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/json");
        return answer.path("errors[0].message");
    }

    private MimeMessage mailTo(String email) {
        return await().atMost(SOON).until(() -> newest(email), mail -> mail != null);
    }

    private MimeMessage newestMailTo(String email) {
        return await().atMost(SOON).until(() -> mails(email).size() > 1 ? newest(email) : null, mail -> mail != null);
    }

    private @Nullable MimeMessage newest(String email) {
        List<MimeMessage> mails = mails(email);
        return mails.isEmpty() ? null : mails.get(mails.size() - 1);
    }

    private List<MimeMessage> mails(String email) {
        return Arrays.stream(mailer.getReceivedMessages()).filter(mail -> recipient(mail).equals(email)).toList();
    }

    private List<String> recipients() {
        return Arrays.stream(mailer.getReceivedMessages()).map(ConfirmLinksTest::recipient).toList();
    }

    private static String recipient(MimeMessage mail) {
        try {
            return ((InternetAddress) mail.getAllRecipients()[0]).getAddress();
        } catch (MessagingException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String text(MimeMessage mail) throws Exception {
        return ((Multipart) mail.getContent()).getBodyPart(0).getContent().toString();
    }

    /** The path of the link. */
    private static String link(MimeMessage mail, String verb) throws Exception {
        Matcher link = Pattern.compile("https://localhost(/link/" + verb + "/\\S+)").matcher(text(mail));
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private boolean isLive() {
        return sql("select live from action_pages where name = $1::text::citext", page).get(0).getBoolean("live");
    }

    private List<Row> sql(String statement, Object... values) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> pool.preparedQuery(statement).execute(Tuple.from(values))
                    .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList()));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Not injected: the applications of other tests do not have it. */
    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
