package app.proca.notify.mail;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.inject.Inject;
import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.eclipse.microprofile.config.ConfigProvider;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import app.proca.notify.campaign.Campaign;
import app.proca.notify.change.UnitsOfWork;
import app.proca.notify.org.InstanceOrg;
import app.proca.notify.org.Org;
import app.proca.notify.org.Service;
import app.proca.notify.org.ServiceName;
import app.proca.notify.outbox.Outbox;
import app.proca.notify.template.EmailTemplate;
import app.proca.notify.testing.Api;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.FussyMailServer;
import app.proca.notify.testing.MailServices;
import app.proca.notify.testing.Services;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** From the commit to the inbox, through real mail servers. */
@QuarkusTest
@QuarkusTestResource(Services.class)
@QuarkusTestResource(value = MailServices.class, restrictToAnnotatedClass = true)
class MailTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Map<String, Object> FACTS = Map.of("code", "46552993", "message", "Already <live>",
            "acceptLink", "https://localhost/link/accept/46552993?id=4",
            "rejectLink", "https://localhost/link/reject/46552993?id=4", "creator", Map.of("email", "partner@example.org"),
            "org", Map.of("title", "Partner Org"), "campaign", Map.of("title", "Save all Océans"));

    @Inject
    Pool pool;

    @Inject
    Outbox outbox;

    @Inject
    UnitsOfWork units;

    @Inject
    InstanceOrg instance;

    private final int port = MailServices.freePort();
    private GreenMail server = greenMail("smtp", port);

    @BeforeEach
    void start() throws Exception {
        // ids that no other test's orgs have: queues outlive a test's database
        sql("select setval('orgs_id_seq', 1000000 + (random() * 1000000000)::int)");
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void a_committed_mail_arrives_once_with_both_bodies() throws Throwable {
        Org org = anOrg("smtp://127.0.0.1:" + port);

        commit(mail(org, "launch_page", "jan@example.com").to("Jan Żółw"));

        await().atMost(SOON).until(() -> states(org), List.of("delivered")::equals);
        assertThat(server.getReceivedMessages()).singleElement().satisfies(mail -> {
            assertThat(mail.getFrom()).containsExactly(new InternetAddress("lead@example.org", "Lead Org"));
            assertThat(mail.getRecipients(Message.RecipientType.TO))
                    .containsExactly(new InternetAddress("jan@example.com", "Jan Żółw", "UTF-8"));
            assertThat(mail.getSubject()).isEqualTo("Partner Org wants to join Save all Océans");
            assertThat(mail.getHeader("Message-ID")).singleElement().asString()
                    .isEqualTo("<" + outbox(org).get(0).getUUID("message_id") + "@localhost>");
            assertThat(mail.getHeader("MIME-Version")).containsExactly("1.0");
            assertThat(mail.getHeader("Date")).hasSize(1);
            assertThat(mail.getContentType()).startsWith("multipart/alternative");
            assertThat(part(mail, 0, "text/plain")).contains("Already <live>", "Save all Océans",
                    "https://localhost/link/accept/46552993?id=4");
            assertThat(part(mail, 1, "text/html")).contains("Already &lt;live&gt;", "Save all Océans");
        });
    }

    @Test
    void a_launch_page_mail_is_that_of_procas_with_a_right_id() throws Throwable {
        MimeMessage sample = sample("launch_page");
        Org org = anOrg("smtp://127.0.0.1:" + port);
        inTransaction(() -> Org.<Org>findById(org.id).invoke(found -> {
            found.title = "instance";
            found.emailFrom = "instance@example.org";
        }));
        aTemplate(org, "launch_page", "", "{{org.title}} wants to join {{campaign.title}}",
                "<p>msg {{message}} accept <a href=\"{{acceptLink}}\">{{acceptLink}}</a> reject {{rejectLink}}"
                        + " by {{creator.email}} </p>",
                "accept {{acceptLink}} code {{code}} to {{firstName}}");
        Map<String, Object> facts = new HashMap<>(FACTS);
        facts.put("message", "Already live");
        facts.put("campaign", Map.of("title", "Save all Oceans"));

        commit(NewMail.of(org.id, "launch_page", "admin@example.org", "confirm:5", facts));

        await().atMost(SOON).until(() -> states(org), List.of("delivered")::equals);
        MimeMessage mail = server.getReceivedMessages()[0];
        Map<String, String> expected = headers(sample);
        expected.put("Auto-Submitted", "auto-generated");
        assertThat(headers(mail)).isEqualTo(expected);
        assertThat(parts(mail)).isEqualTo(parts(sample));
        assertThat(mail.getMessageID()).isEqualTo("<" + outbox(org).get(0).getUUID("message_id") + "@localhost>");
    }

    @Test
    void a_test_mails_who_asks_through_the_service_that_is_named_or_says_why_not() throws Throwable {
        Org org = anOrg("smtp://127.0.0.1:" + port);
        Org other = anOrg(null);
        String test =
                "mutation ($org: String!, $name: ServiceName) { testService(orgName: $org, name: $name) { accepted error sentTo } }";

        JsonNode own = Api.answer(test, Map.of("org", org.name, "name", "SMTP")).get("testService");
        JsonNode usual = Api.answer(test, Map.of("org", org.name, "name", "SYSTEM")).get("testService");
        JsonNode none = Api.answer(test, Map.of("org", other.name, "name", "SYSTEM")).get("testService");

        assertThat(own.toString()).isEqualTo("{\"accepted\":true,\"error\":null,\"sentTo\":\"" + Services.ADMIN + "\"}");
        assertThat(usual.get("accepted").asBoolean()).isTrue();
        assertThat(none.get("error").asText()).isEqualTo("org " + other.id + " has no e-mail backend");
        assertThat(server.getReceivedMessages()).hasSize(2).allSatisfy(mail -> {
            assertThat(mail.getRecipients(Message.RecipientType.TO)).containsExactly(new InternetAddress(Services.ADMIN));
            assertThat(mail.getFrom()).containsExactly(new InternetAddress("lead@example.org", "Lead Org"));
            assertThat(mail.getSubject()).isEqualTo("A test of the mails of " + org.name);
        });
        assertThat(Api.answer("query ($org: String!) { deskAudit(orgName: $org) { by operation what } }", Map.of("org", org.name))
                .get("deskAudit").toString())
                .isEqualTo(("[{'by':'%1$s','operation':'test','what':'{\\'service\\':\\'SYSTEM\\'}'},"
                        + "{'by':'%1$s','operation':'test','what':'{\\'service\\':\\'SMTP\\',\\'serviceId\\':%2$d}'}]")
                        .formatted(Services.ADMIN, org.emailBackendId).replace('\'', '"'));
    }

    @Test
    void what_rolls_back_is_never_sent() throws Throwable {
        Org org = anOrg("smtp://127.0.0.1:" + port);

        assertThatThrownBy(() -> inTransaction(() -> decide(mail(org, "launch_page", "never@example.com"))
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("changed my mind")))))
                .hasMessageContaining("changed my mind");
        commit(mail(org, "launch_page", "jan@example.com"));

        await().atMost(SOON).until(() -> states(org), List.of("delivered")::equals);
        assertThat(recipients()).containsExactly("jan@example.com");
    }

    @Test
    void a_mail_waits_for_its_server_and_messages_of_the_org_do_not_wait_for_it() throws Throwable {
        Org org = anOrg("smtp://127.0.0.1:" + port);
        Campaign campaign = aCampaign(org);
        server.stop();
        Crm crm = new Crm();
        crm.connect();

        commit(mail(org, "launch_page", "jan@example.com"));
        inTransaction(() -> Campaign.<Campaign>findById(campaign.id).invoke(found -> found.title = "Told"));

        assertThat(new String(crm.next("cus." + org.id + ".deliver").getBody())).contains("Told");
        crm.disconnect();
        assertThat(states(org)).containsExactly("pending");
        server = greenMail("smtp", port);
        server.start();
        await().atMost(SOON).until(() -> states(org), List.of("delivered")::equals);
        assertThat(recipients()).containsExactly("jan@example.com");
        assertThat(outbox(org).get(0).getInteger("attempts")).isZero();
    }

    @Test
    void the_absence_of_one_orgs_server_does_not_hold_up_anothers_mails() throws Throwable {
        Org away = anOrg("smtp://127.0.0.1:" + MailServices.freePort());
        Org here = anOrg("smtp://127.0.0.1:" + port);

        commit(mail(away, "launch_page", "one@example.com"));
        commit(mail(away, "launch_page", "two@example.com"));
        commit(mail(here, "launch_page", "jan@example.com"));

        await().atMost(SOON).until(() -> states(here), List.of("delivered")::equals);
        assertThat(states(away)).containsExactly("pending", "pending");
    }

    @Test
    void a_recipient_who_is_refused_is_parked_and_holds_back_nobody() throws Throwable {
        try (FussyMailServer fussy = new FussyMailServer(setting("test.mail.keystore"))) {
            Org org = anOrg("smtp://127.0.0.1:" + fussy.port());

            commit(mail(org, "launch_page", "gone@example.com"), mail(org, "launch_page", "jan@example.com"));

            await().atMost(SOON).until(() -> states(org), List.of("parked", "delivered")::equals);
            assertThat(outbox(org).get(0).getString("last_error"))
                    .startsWith("Template \"launch_page\" in any locale of org " + org.id + ", for confirm 5: "
                            + "recipient address not accepted: ")
                    .contains("550").doesNotContain("gone@");
            assertThat(fussy.accepted()).containsExactly("jan@example.com");
        }
    }

    @Test
    void a_recipient_for_whom_it_is_too_early_is_tried_again() throws Throwable {
        try (FussyMailServer fussy = new FussyMailServer(setting("test.mail.keystore"))) {
            fussy.tellToComeBack("jan@example.com", 2);
            Org org = anOrg("smtp://127.0.0.1:" + fussy.port());

            commit(mail(org, "launch_page", "jan@example.com"));

            await().atMost(SOON).until(() -> states(org), List.of("delivered")::equals);
            assertThat(outbox(org).get(0).getInteger("attempts")).isEqualTo(2);
            assertThat(fussy.accepted()).containsExactly("jan@example.com");
        }
    }

    @Test
    void tls_is_used_where_the_server_has_it_and_a_server_without_gets_nothing() throws Throwable {
        try (FussyMailServer fussy = new FussyMailServer(setting("test.mail.keystore"))) {
            Org careful = anOrg("tls://127.0.0.1:" + fussy.port());
            Org disappointed = anOrg("tls://127.0.0.1:" + port);
            Org easy = anOrg("smtp://127.0.0.1:" + fussy.port());

            commit(mail(careful, "launch_page", "careful@example.com"));
            commit(mail(disappointed, "launch_page", "disappointed@example.com"));
            commit(mail(easy, "launch_page", "easy@example.com"));

            await().atMost(SOON).until(() -> states(careful), List.of("delivered")::equals);
            await().atMost(SOON).until(() -> states(easy), List.of("delivered")::equals);
            assertThat(fussy.acceptedOverTls()).containsExactlyInAnyOrder("careful@example.com", "easy@example.com");
            assertThat(states(disappointed)).containsExactly("pending");
            assertThat(server.getReceivedMessages()).isEmpty();
        }
    }

    @Test
    void a_server_may_speak_tls_from_the_first_byte() throws Throwable {
        int tlsPort = MailServices.freePort();
        GreenMail tls = greenMail("smtps", tlsPort);
        tls.start();
        Org org = anOrg("ssl://127.0.0.1:" + tlsPort);

        commit(mail(org, "launch_page", "jan@example.com"));

        await().atMost(SOON).until(() -> states(org), List.of("delivered")::equals);
        assertThat(tls.getReceivedMessages()).hasSize(1);
        tls.stop();
    }

    @Test
    void who_has_a_user_logs_in_and_a_wrong_password_loses_no_mail() throws Throwable {
        server.setUser("lead@example.org", "lead", "secret");
        Org org = anOrg("smtp://127.0.0.1:" + port, "lead", "secret");
        Org wrong = anOrg("smtp://127.0.0.1:" + port, "lead", "wrong");

        commit(mail(org, "launch_page", "jan@example.com"));
        commit(mail(wrong, "launch_page", "eve@example.com"));

        await().atMost(SOON).until(() -> states(org), List.of("delivered")::equals);
        assertThat(states(wrong)).containsExactly("pending");
        inTransaction(() -> Service.<Service>findById(wrong.emailBackendId).invoke(service -> service.password = "secret"));
        await().atMost(SOON).until(() -> states(wrong), List.of("delivered")::equals);
    }

    @Test
    void a_missing_template_parks_the_mail_until_it_is_written() throws Throwable {
        Org org = anOrg("smtp://127.0.0.1:" + port);

        commit(mail(org, "thanks", "jan@example.com").in("de"));

        await().atMost(SOON).until(() -> states(org), List.of("parked")::equals);
        assertThat(outbox(org).get(0).getString("last_error")).isEqualTo("Template \"thanks\" in locale \"de\" of org " + org.id
                + ", for confirm 5: there is no such template");
        aTemplate(org, "thanks", "en", "Thanks for {{code}}");
        sql("update notify.outbox set state = 'pending', attempts = 0, retry_at = null, settled_at = null where org_id = $1"
                + " and channel = 'mail'", org.id);
        await().atMost(SOON).until(() -> states(org), List.of("delivered")::equals);
        assertThat(server.getReceivedMessages()[0].getSubject()).isEqualTo("Thanks for 46552993");
    }

    @Test
    void a_template_that_another_program_broke_parks_the_mail() throws Throwable {
        Org org = anOrg("smtp://127.0.0.1:" + port);
        aTemplate(org, "thanks", "en", "Thanks {{#code}}");

        commit(mail(org, "thanks", "jan@example.com"));

        await().atMost(SOON).until(() -> states(org), List.of("parked")::equals);
        assertThat(outbox(org).get(0).getString("last_error")).contains("is not a Mustache template", "@ line 1");
    }

    @Test
    void an_orgs_own_template_wins_and_the_locale_decides_among_them() throws Throwable {
        Org org = anOrg("smtp://127.0.0.1:" + port);
        aTemplate(org, "launch_page", "fr", "Bonjour");
        aTemplate(org, "launch_page", "", "Without a locale");
        aTemplate(org, "launch_page", "de", "Hallo {{{campaign.title}}}");

        commit(mail(org, "launch_page", "1@example.com").in("de"), mail(org, "launch_page", "2@example.com").in("pl"),
                mail(org, "launch_page", "3@example.com"));

        await().atMost(SOON).until(() -> states(org), List.of("delivered", "delivered", "delivered")::equals);
        assertThat(subjects()).containsExactlyInAnyOrder("1@example.com Hallo Save all Océans", "2@example.com Without a locale",
                "3@example.com Without a locale");
    }

    @Test
    void a_name_that_would_end_its_header_parks_the_mail() throws Throwable {
        Org org = anOrg("smtp://127.0.0.1:" + port);

        commit(mail(org, "launch_page", "jan@example.com").to("Jan\r\nBcc: eve@example.com"));

        await().atMost(SOON).until(() -> states(org), List.of("parked")::equals);
        assertThat(outbox(org).get(0).getString("last_error")).endsWith("a name has a line break or a control character");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void an_instance_without_a_backend_sends_through_the_mailer_of_its_environment() throws Throwable {
        GreenMail mailer = greenMail("smtp", Integer.parseInt(setting("quarkus.mailer.port")));
        mailer.start();
        Org org = inTransaction(() -> instance.id().chain(id -> Org.<Org>findById(id)));

        commit(mail(org, "add_staffer", "jan@example.com"));

        await().atMost(SOON).until(() -> states(org), List.of("delivered")::equals);
        assertThat(mailer.getReceivedMessages()).singleElement()
                .satisfies(mail -> assertThat(mail.getFrom()[0]).hasToString("instance <noreply@localhost>"));
        mailer.stop();
    }

    @Test
    void an_org_that_uses_anothers_backend_is_named_and_answered_but_does_not_send() throws Throwable {
        Org owner = anOrg("smtp://127.0.0.1:" + port);
        Org org = anOrg(null);
        inTransaction(() -> Org.<Org>findById(org.id).invoke(found -> {
            found.emailBackendId = owner.emailBackendId;
            found.title = "Partner Org";
            found.emailFrom = "partner@example.net";
        }));

        commit(mail(org, "launch_page", "jan@example.com"));

        await().atMost(SOON).until(() -> states(org), List.of("delivered")::equals);
        assertThat(server.getReceivedMessages()).singleElement().satisfies(mail -> {
            assertThat(mail.getFrom()[0]).hasToString("Partner Org <lead@example.org>");
            assertThat(mail.getReplyTo()[0]).hasToString("Partner Org <partner@example.net>");
        });
    }

    @Test
    void a_preview_backend_fills_the_mailbox() throws Throwable {
        Org org = anOrg(null);
        Service preview = service(org, ServiceName.PREVIEW, "", "", "");
        inTransaction(() -> Org.<Org>findById(org.id).invoke(found -> found.emailBackendId = preview.id));

        commit(mail(org, "launch_page", "jan@example.com"));

        await().atMost(SOON).until(() -> states(org), List.of("delivered")::equals);
        String id = outbox(org).get(0).getUUID("message_id") + "@localhost";
        assertThat(given().get("/mailbox").then().statusCode(200).extract().asString()).contains("jan@example.com", id);
        assertThat(given().get("/mailbox/" + id).then().statusCode(200).extract().asString())
                .contains("Partner Org wants to join Save all Océans", "46552993", "Already &amp;lt;live&amp;gt;");
        given().get("/mailbox/unknown").then().statusCode(404);
    }

    @Test
    void an_org_without_a_usable_backend_keeps_its_mails() throws Throwable {
        Org none = anOrg(null);
        Org wrong = anOrg("mail.example.org");
        Org here = anOrg("smtp://127.0.0.1:" + port);

        commit(mail(none, "launch_page", "jan@example.com"));
        commit(mail(wrong, "launch_page", "jan@example.com"));
        commit(mail(here, "launch_page", "jan@example.com"));

        await().atMost(SOON).until(() -> states(here), List.of("delivered")::equals);
        assertThat(states(none)).containsExactly("pending");
        assertThat(states(wrong)).containsExactly("pending");
    }

    private static GreenMail greenMail(String protocol, int port) {
        return new GreenMail(new ServerSetup(port, "127.0.0.1", protocol));
    }

    /** Not injected: the applications of other tests do not have it. */
    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    private static NewMail mail(Org org, String template, String email) {
        return NewMail.of(org.id, template, email, "confirm:5", FACTS);
    }

    private void commit(NewMail... mails) throws Throwable {
        inTransaction(() -> decide(mails));
    }

    private Uni<Void> decide(NewMail... mails) {
        return Panache.getSession().invoke(session -> outbox.tell(units.current(), "mail", "confirm:5",
                () -> Uni.createFrom().item(Arrays.stream(mails).map(NewMail::notification).toList())))
                .chain(Mutiny.Session::flush);
    }

    private Org anOrg(@Nullable String host) throws Throwable {
        return anOrg(host, "", "");
    }

    /** @param host of its SMTP service; null for an org without a backend */
    private Org anOrg(@Nullable String host, String user, String password) throws Throwable {
        Org org = new Org();
        org.name = "org-" + UUID.randomUUID();
        org.title = "Lead Org";
        org.emailFrom = "lead@example.org";
        org.customEventDeliver = true;
        inTransaction(org::persist);
        if (host == null) {
            return org;
        }
        Service service = service(org, ServiceName.SMTP, host, user, password);
        return inTransaction(() -> Org.<Org>findById(org.id).invoke(found -> found.emailBackendId = service.id));
    }

    private static Service service(Org org, ServiceName name, String host, String user, String password) throws Throwable {
        Service service = new Service();
        service.orgId = org.id;
        service.name = name;
        service.host = host;
        service.user = user;
        service.password = password;
        return inTransaction(service::persist);
    }

    private Campaign aCampaign(Org org) throws Throwable {
        Campaign campaign = new Campaign();
        campaign.orgId = org.id;
        campaign.name = "campaign-" + UUID.randomUUID();
        campaign.title = "Oceans";
        return inTransaction(campaign::persist);
    }

    /** As another program writes it: nobody checks it. */
    private static void aTemplate(Org org, String name, String locale, String subject) throws Throwable {
        aTemplate(org, name, locale, subject, "<p>{{code}}</p>", null);
    }

    private static void aTemplate(Org org, String name, String locale, String subject, String html, @Nullable String text)
            throws Throwable {
        EmailTemplate template = new EmailTemplate();
        template.orgId = org.id;
        template.name = name;
        template.locale = locale;
        template.subject = subject;
        template.html = html;
        template.text = text;
        inTransaction(template::persist);
    }

    private List<String> recipients() throws MessagingException {
        List<String> recipients = new ArrayList<>();
        for (MimeMessage mail : server.getReceivedMessages()) {
            recipients.add(((InternetAddress) mail.getAllRecipients()[0]).getAddress());
        }
        return recipients;
    }

    private List<String> subjects() throws MessagingException {
        List<String> subjects = new ArrayList<>();
        for (MimeMessage mail : server.getReceivedMessages()) {
            subjects.add(((InternetAddress) mail.getAllRecipients()[0]).getAddress() + " " + mail.getSubject());
        }
        return subjects;
    }

    private static MimeMessage sample(String name) throws Exception {
        try (InputStream stream = MailTest.class.getResourceAsStream("/samples/mail/" + name + ".eml")) {
            return new MimeMessage(null, stream);
        }
    }

    /** Without what differs from mail to mail, and what the server of the test adds. */
    private static Map<String, String> headers(MimeMessage mail) throws MessagingException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : Collections.list(mail.getAllHeaders())) {
            headers.put(header.getName(), header.getValue());
        }
        headers.keySet().removeAll(Set.of("Received", "Return-Path"));
        headers.replace("Date", "a date");
        headers.replace("Message-ID", "an id");
        headers.replace("Content-Type", new ContentType(headers.get("Content-Type")).getBaseType());
        return headers;
    }

    /** As a mail program shows them: ASCII is UTF-8 whatever it is called, and a part is inline unless it says otherwise. */
    private static List<String> parts(MimeMessage mail) throws Exception {
        Multipart whole = (Multipart) mail.getContent();
        List<String> parts = new ArrayList<>();
        for (int number = 0; number < whole.getCount(); number++) {
            BodyPart part = whole.getBodyPart(number);
            ContentType type = new ContentType(part.getContentType());
            String charset = Objects.requireNonNullElse(type.getParameter("charset"), "utf-8").toLowerCase(Locale.ROOT);
            String disposition = Objects.requireNonNullElse(part.getDisposition(), Part.INLINE);
            parts.add(String.join(" ", type.getBaseType(), charset, disposition, part.getContent().toString().strip()));
        }
        return parts;
    }

    private static String part(MimeMessage mail, int number, String type) throws Exception {
        BodyPart part = ((Multipart) mail.getContent()).getBodyPart(number);
        assertThat(part.isMimeType(type)).isTrue();
        return part.getContent().toString();
    }

    private List<String> states(Org org) throws Exception {
        return outbox(org).stream().map(row -> row.getString("state")).toList();
    }

    private List<Row> outbox(Org org) throws Exception {
        return sql("select * from notify.outbox where org_id = $1 and channel = 'mail' order by id", org.id);
    }

    @CanIgnoreReturnValue
    private List<Row> sql(String statement, Object... values) throws Exception {
        try {
            return VertxContextSupport.subscribeAndAwait(
                    () -> pool.preparedQuery(statement).execute(Tuple.from(values)).map(rows -> {
                        List<Row> list = new ArrayList<>();
                        rows.forEach(list::add);
                        return list;
                    }));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    @CanIgnoreReturnValue
    private static <T> T inTransaction(Supplier<Uni<T>> work) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(work));
    }
}
