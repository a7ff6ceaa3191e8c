package app.proca.notify.mail.supporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.eclipse.microprofile.config.ConfigProvider;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.rabbitmq.client.AMQP;

import app.proca.notify.action.Action;
import app.proca.notify.action.ActionStatus;
import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.campaign.CampaignCounters;
import app.proca.notify.campaign.CampaignStats;
import app.proca.notify.mail.mailbox.Mailbox;
import app.proca.notify.org.Org;
import app.proca.notify.org.Service;
import app.proca.notify.org.ServiceName;
import app.proca.notify.queue.topology.QueueName;
import app.proca.notify.queue.work.Workers;
import app.proca.notify.supporter.Contact;
import app.proca.notify.supporter.ProcessingStatus;
import app.proca.notify.supporter.Supporter;
import app.proca.notify.template.EmailTemplate;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.FussyMailServer;
import app.proca.notify.testing.MailServices;
import app.proca.notify.testing.Services;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** From an org's exchange to the supporter's inbox, through a real broker and real mail servers. */
@QuarkusTest
@TestProfile(SupporterMailsTest.Counted.class)
@QuarkusTestResource(Services.class)
@QuarkusTestResource(value = MailServices.class, restrictToAnnotatedClass = true)
class SupporterMailsTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String REF = "DPDiY-ZlwgRsWvqtcrY7T9NFEWW0lL0S1tHm-XqbzQw";
    private static final Instant SENT = Instant.parse("2026-11-23T23:44:52Z");

    /** What fails comes back at once, and the counters count. */
    public static class Counted implements QuarkusTestProfile {

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(Counters.class);
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("proca.queues.retry-delay", "200ms");
        }
    }

    /** Knows how often it was asked. */
    @Alternative
    @Singleton
    static class Counters implements CampaignCounters {

        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public Uni<CampaignStats> of(long campaignId) {
            asked.incrementAndGet();
            return Uni.createFrom().item(new CampaignStats(1_234, Map.of("PL", 56L), Map.of(), Map.of("petition", 1_300L)));
        }

        @Override
        public Uni<CountedActions> actions(Mutiny.Session session, long campaignId, String type) {
            return Uni.createFrom().item(new CountedActions(1_300, 1_300));
        }
    }

    @Inject
    Pool pool;

    @Inject
    Workers workers;

    @Inject
    Mailbox mailbox;

    @Inject
    Counters counters;

    private final Crm crm = new Crm();
    private final int port = MailServices.freePort();
    private GreenMail server = greenMail();
    private Org org;
    private ActionPage page;

    /** Queues outlive a test's database: ids that no other test's orgs have find none that was declared with another delay. */
    @BeforeEach
    void start() throws Exception {
        sql("select setval('orgs_id_seq', 1000000 + (random() * 1000000000)::int)");
        crm.connect();
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
        crm.disconnect();
    }

    @Test
    void a_signature_is_thanked_for_as_proca_thanks() throws Throwable {
        anOrg();
        aTemplate("thankyou", "en", "Thank you {{firstName}} for {{campaign.title}}",
                "<p>Dear {{firstName}}, <a href=\"{{doiLink}}\">DOI</a> ref {{ref}} </p>",
                "Dear {{firstName}} doi={{doiLink}} email={{email}}");
        long action = anAction();

        publish("deliver", signed(action));

        MimeMessage mail = received(1).get(0);
        MimeMessage sample = sample();
        assertThat(mail.getFrom()).isEqualTo(sample.getFrom());
        assertThat(mail.getRecipients(Message.RecipientType.TO)).isEqualTo(sample.getRecipients(Message.RecipientType.TO));
        assertThat(mail.getSubject()).isEqualTo(sample.getSubject());
        assertThat(parts(mail)).isEqualTo(parts(sample).stream()
                .map(part -> part.replace("/link/d/2/", "/link/d/" + action + "/")).toList());
        assertThat(mail.getSentDate()).isEqualTo(Date.from(SENT));
        // Proca's is "action:2", which is no id
        assertThat(mail.getMessageID()).isEqualTo("<action." + action + ".signature-" + action + "@localhost>");
        assertThat(mail.getHeader("X-MJ-CustomID")).containsExactly("action:" + action);
        assertThat(mail.getHeader("X-Mailin-Tag")).containsExactly("action:" + action);
        assertThat(mail.getHeader("List-Unsubscribe"))
                .containsExactly("<https://localhost/link/s/" + action + "/reject/" + REF + ">");
        awaitNothingLeft();
    }

    @Test
    void a_supporter_is_asked_to_confirm_and_a_repeat_is_told_so() throws Throwable {
        anOrg();
        inTransaction(() -> Org.<Org>findById(org.id).invoke(found -> {
            found.supporterConfirm = true;
            found.supporterConfirmTemplate = "confirm";
        }));
        inTransaction(() -> ActionPage.<ActionPage>findById(page.id).invoke(found -> found.duplicateTemplate = "again"));
        aTemplate("confirm", "de", "Confirm", "{{{confirmLink}}} {{{rejectLink}}} {{{doiLink}}}", null);
        aTemplate("again", "", "Again", "{{#isDupe}}Again{{/isDupe}}, {{campaign.stats.supporterCount}}", null);
        long asked = anAction();
        long repeat = anAction();
        inTransaction(() -> Action.<Action>findById(repeat).invoke(found -> found.processingStatus = ActionStatus.REPEAT));
        awaitReconciled();

        publish("confirm.supporter", body(asked, "confirm.supporter__petition.save-oceans"));
        String links = "https://localhost/link/s/" + asked + "/";
        assertThat(parts(received(1).get(0))).singleElement().asString().endsWith(links + "accept/" + REF + " " + links
                + "reject/" + REF + " " + links + "accept/" + REF + "?doi=1");
        ObjectNode again = signed(repeat);
        again.withObject("contact").put("dupeRank", 1);
        publish("deliver", again);

        assertThat(parts(received(2).get(1))).singleElement().asString().endsWith("Again, 1234");
    }

    @Test
    void messages_of_a_page_that_are_at_hand_share_what_they_need() throws Throwable {
        anOrg();
        aTemplate("thankyou", "en", "Thanks", "{{campaign.stats.supporterCount}}", null);
        int before = counters.asked.get();
        long[] signed = IntStream.range(0, 60).mapToLong(number -> anAction()).toArray();

        for (long action : signed) {
            publish("deliver", signed(action));
        }

        assertThat(received(60)).hasSize(60);
        assertThat(counters.asked.get() - before).isBetween(1, 20);
        awaitNothingLeft();
    }

    @Test
    void mails_wait_for_their_server_however_long_it_is_away() throws Throwable {
        anOrg();
        aTemplate("thankyou", "en", "Thanks", "", null);
        server.stop();
        long action = anAction();

        publish("deliver", signed(action));

        // more often than a failed message may come back
        await().during(Duration.ofSeconds(6)).atMost(SOON)
                .until(() -> parked().isEmpty() && count("org." + org.id + ".fail") == 0);
        server = greenMail();
        server.start();
        assertThat(received(1).get(0).getSubject()).isEqualTo("Thanks");
        awaitNothingLeft();
    }

    @Test
    void a_server_that_is_set_right_gets_what_waited_for_it() throws Throwable {
        anOrg();
        aTemplate("thankyou", "en", "Thanks", "", null);
        inTransaction(() -> Service.<Service>findById(org.emailBackendId)
                .invoke(found -> found.host = "smtp://127.0.0.1:" + MailServices.freePort()));
        long action = anAction();
        publish("deliver", signed(action));

        inTransaction(
                () -> Service.<Service>findById(org.emailBackendId).invoke(found -> found.host = "smtp://127.0.0.1:" + port));

        assertThat(received(1).get(0).getSubject()).isEqualTo("Thanks");
    }

    @Test
    void an_org_without_an_address_keeps_its_mails_until_it_has_one() throws Throwable {
        anOrg();
        aTemplate("thankyou", "en", "Thanks", "", null);
        inTransaction(() -> Org.<Org>findById(org.id).invoke(found -> found.emailFrom = null));
        long action = anAction();
        publish("deliver", signed(action));
        await().during(Duration.ofSeconds(1)).atMost(SOON)
                .until(() -> parked().isEmpty() && server.getReceivedMessages().length == 0);

        inTransaction(() -> Org.<Org>findById(org.id).invoke(found -> found.emailFrom = "lead@example.org"));

        assertThat(received(1).get(0).getFrom()).containsExactly(new InternetAddress("lead@example.org", "Lead Org"));
    }

    @Test
    void a_missing_template_parks_the_message_and_says_which() throws Throwable {
        anOrg();
        long action = anAction();

        publish("deliver", signed(action));

        await().atMost(SOON).until(() -> parked().size() == 1);
        assertThat(parked().get(0).getString("reason")).isEqualTo("Template \"thankyou\" in locale \"en\" of org " + org.id
                + ", for action " + action + ": there is no such template");
        assertThat(parked().get(0).getInteger("returns")).isEqualTo(3);
        awaitNothingLeft();
    }

    @Test
    void a_template_that_another_program_broke_and_a_question_without_one_park_the_message() throws Throwable {
        anOrg();
        aTemplate("thankyou", "en", "Thanks {{#firstName}}", "", null);
        inTransaction(() -> Org.<Org>findById(org.id).invoke(found -> found.supporterConfirm = true));
        awaitReconciled();
        long signed = anAction();
        long asked = anAction();

        publish("deliver", signed(signed));
        publish("confirm.supporter", body(asked, "confirm.supporter__petition.save-oceans"));

        await().atMost(SOON).until(() -> parked().size() == 2);
        assertThat(parked()).extracting(row -> row.getString("reason")).satisfiesExactlyInAnyOrder(
                broken -> assertThat(broken).startsWith("Template \"thankyou\" in locale \"en\" of org " + org.id
                        + ", for action " + signed + ": ").contains("is not a Mustache template"),
                unwritten -> assertThat(unwritten).isEqualTo("Org " + org.id + " has no template that asks supporters to confirm,"
                        + " for action " + asked + ": name one for page " + page.id + ", its campaign or the org"));
    }

    @Test
    void an_address_that_is_refused_for_good_is_parked_and_one_for_whom_it_is_too_early_is_tried_again() throws Throwable {
        try (FussyMailServer fussy =
                new FussyMailServer(ConfigProvider.getConfig().getValue("test.mail.keystore", String.class))) {
            anOrg("smtp://127.0.0.1:" + fussy.port());
            aTemplate("thankyou", "en", "Thanks", "", null);
            fussy.tellToComeBack("jan@example.com", 5);
            long gone = anAction();
            long early = anAction();
            ObjectNode refused = signed(gone);
            refused.withObject("contact").put("email", "gone@example.com");

            publish("deliver", refused);
            publish("deliver", signed(early), Instant.now());

            await().atMost(SOON).until(() -> fussy.accepted().equals(List.of("jan@example.com")));
            assertThat(parked()).singleElement().satisfies(row -> assertThat(row.getString("reason"))
                    .startsWith("Template \"thankyou\" in locale \"en\" of org " + org.id + ", for action " + gone
                            + ": recipient address not accepted")
                    .contains("550").doesNotContain("gone@"));
            awaitNothingLeft();
        }
    }

    @Test
    void a_name_with_a_line_break_reaches_no_header_and_an_address_with_one_gets_nothing() throws Throwable {
        anOrg();
        aTemplate("thankyou", "en", "Thanks {{firstName}}", "Dear {{firstName}}", null);
        long action = anAction();
        ObjectNode sly = signed(action);
        sly.withObject("contact").put("firstName", "Żółw\r\nBcc: eve@example.com\r\n\r\n<b>");
        ObjectNode slier = signed(anAction());
        slier.withObject("contact").put("email", "jan@example.com\r\nBcc: eve@example.com");

        publish("deliver", slier);
        publish("deliver", sly);

        MimeMessage mail = received(1).get(0);
        assertThat(mail.getAllRecipients())
                .containsExactly(new InternetAddress("jan@example.com", "Żółw Bcc: eve@example.com <b>", "UTF-8"));
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getSubject()).isEqualTo("Thanks Żółw Bcc: eve@example.com <b>");
        assertThat(parts(mail)).singleElement().asString().contains("&lt;b&gt;");
        await().atMost(SOON).until(() -> parked().size() == 1);
        assertThat(parked().get(0).getString("reason")).endsWith("a mail address has a wrong form");
    }

    @Test
    void what_is_due_no_mail_is_taken_and_what_is_no_action_is_parked() throws Throwable {
        anOrg();
        aTemplate("thankyou", "en", "Thanks", "", null);
        long withdrawn = anAction();
        inTransaction(() -> Supporter
                .<Supporter>find("id = (select a.supporterId from Action a where a.id = ?1)", withdrawn).firstResult()
                .invoke(found -> found.processingStatus = ProcessingStatus.REJECTED));
        long erased = anAction();
        inTransaction(() -> Contact.delete("supporterId = (select a.supporterId from Action a where a.id = ?1)", erased));
        ObjectNode withoutConsent = signed(anAction());
        withoutConsent.withObject("privacy").put("withConsent", false);
        long action = anAction();

        publish("deliver", signed(withdrawn));
        publish("deliver", signed(erased));
        publish("deliver", withoutConsent);
        publish("deliver", signed(Integer.MAX_VALUE));
        publish("deliver", signed(action).put("actionPageId", Integer.MAX_VALUE));
        publish("deliver", signed(action).put("schema", "proca:event:2"));
        publish("deliver", signed(action));

        assertThat(received(1).get(0).getHeader("X-MJ-CustomID")).containsExactly("action:" + action);
        await().atMost(SOON).until(() -> parked().size() == 1);
        assertThat(parked().get(0).getString("reason")).isEqualTo("it is no message about an action");
        awaitNothingLeft();
        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThat(sql("select reason from notify.withheld where org_id = $1", org.id))
                .extracting(row -> row.getString("reason")).containsExactlyInAnyOrder(
                        "action " + withdrawn + ": its supporter was rejected, or withdrew",
                        "action " + erased + ": the org has no contact of its supporter any more",
                        "action " + Integer.MAX_VALUE + ": the org has no contact of its supporter any more");
    }

    @Test
    void a_preview_backend_shows_the_mail_and_anothers_backend_sends_for_its_users() throws Throwable {
        anOrg();
        aTemplate("thankyou", "en", "Thanks", "", null);
        Org owner = org;
        Service preview = aService(owner, ServiceName.PREVIEW, "");
        inTransaction(() -> Org.<Org>findById(owner.id).invoke(found -> found.emailBackendId = preview.id));
        long previewed = anAction();
        publish("deliver", signed(previewed));
        await().atMost(SOON).until(() -> mailbox.letters().stream()
                .anyMatch(letter -> ("action:" + previewed).equals(letter.customId())));

        anOrg();
        aTemplate("thankyou", "en", "Thanks", "", null);
        Org user = org;
        Service smtp = aService(owner, ServiceName.SMTP, "smtp://127.0.0.1:" + port);
        inTransaction(() -> Org.<Org>findById(user.id).invoke(found -> {
            found.emailBackendId = smtp.id;
            found.emailFrom = "partner@example.net";
        }));
        await().atMost(SOON).until(() -> workers.consumed().contains(queue()));
        publish("deliver", signed(anAction()));

        assertThat(received(1).get(0).getFrom()[0]).hasToString("Lead Org <lead@example.org>");
        assertThat(received(1).get(0).getReplyTo()[0]).hasToString("Lead Org <partner@example.net>");
    }

    private GreenMail greenMail() {
        return new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
    }

    private void anOrg() throws Throwable {
        anOrg("smtp://127.0.0.1:" + port);
    }

    /** An org with its page, and the thank-you template that the page names still to be written; its worker runs. */
    private void anOrg(String host) throws Throwable {
        Org newOrg = new Org();
        newOrg.name = "org-" + UUID.randomUUID();
        newOrg.title = "Lead Org";
        newOrg.emailFrom = "lead@example.org";
        inTransaction(newOrg::persist);
        Service service = aService(newOrg, ServiceName.SMTP, host);
        org = inTransaction(() -> Org.<Org>findById(newOrg.id).invoke(found -> found.emailBackendId = service.id));
        Campaign campaign = new Campaign();
        campaign.orgId = org.id;
        campaign.name = "campaign-" + UUID.randomUUID();
        campaign.title = "Save all Oceans";
        inTransaction(campaign::persist);
        ActionPage newPage = new ActionPage();
        newPage.orgId = org.id;
        newPage.campaignId = campaign.id;
        newPage.name = org.name + "/en";
        newPage.locale = "en";
        newPage.thankYouTemplate = "thankyou";
        page = inTransaction(newPage::persist);
        await().atMost(SOON).until(() -> workers.consumed().contains(queue()));
    }

    private static Service aService(Org org, ServiceName name, String host) throws Throwable {
        Service service = new Service();
        service.orgId = org.id;
        service.name = name;
        service.host = host;
        return inTransaction(service::persist);
    }

    /** As another program writes it: nobody checks it. */
    private void aTemplate(String name, String locale, String subject, String html, @Nullable String text) throws Throwable {
        EmailTemplate template = new EmailTemplate();
        template.orgId = org.id;
        template.name = name;
        template.locale = locale;
        template.subject = subject;
        template.html = html;
        template.text = text;
        inTransaction(template::persist);
    }

    /** A delivered one, of a supporter of whom the org holds a contact. */
    private long anAction() {
        Supporter supporter = new Supporter();
        supporter.campaignId = page.campaignId;
        supporter.actionPageId = page.id;
        supporter.fingerprint = new byte[]{ 1, 2, 3 };
        supporter.processingStatus = ProcessingStatus.ACCEPTED;
        Action action = new Action();
        action.actionType = "petition";
        action.campaignId = page.campaignId;
        action.actionPageId = page.id;
        action.processingStatus = ActionStatus.DELIVERED;
        action.withConsent = true;
        Contact contact = new Contact();
        contact.orgId = org.id;
        contact.payload = "{}".getBytes(StandardCharsets.UTF_8);
        contact.communicationConsent = true;
        try {
            return inTransaction(() -> supporter.<Supporter>persist().chain(written -> {
                action.supporterId = written.id;
                contact.supporterId = written.id;
                return contact.persist().chain(() -> action.<Action>persist());
            })).id;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private ObjectNode signed(long action) {
        return body(action, "deliver__petition.save-oceans");
    }

    /** The sample, of one of our actions. */
    private ObjectNode body(long action, String sample) {
        ObjectNode body = Told.sample(sample).put("actionId", action).put("actionPageId", page.id)
                .put("campaignId", page.campaignId).put("orgId", org.id);
        body.withObject("contact").put("contactRef", REF).put("email", "jan@example.com");
        return body;
    }

    private void publish(String exchange, ObjectNode body) throws Exception {
        publish(exchange, body, SENT);
    }

    private void publish(String exchange, ObjectNode body, Instant sent) throws Exception {
        crm.channel().basicPublish("org." + org.id + "." + exchange, "petition.save-oceans",
                new AMQP.BasicProperties.Builder().deliveryMode(2).messageId("signature-" + body.get("actionId").asLong())
                        .timestamp(Date.from(sent)).contentType("application/json").build(),
                body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private List<MimeMessage> received(int number) {
        await().atMost(SOON).until(() -> server.getReceivedMessages().length >= number);
        return Arrays.asList(server.getReceivedMessages());
    }

    private QueueName queue() {
        return new QueueName("wrk." + org.id + ".email.supporter");
    }

    /** The queues follow a change of the org's in the background. */
    private void awaitReconciled() {
        await().atMost(SOON)
                .until(() -> sql("select from notify.outbox where org_id = $1 and state = 'pending'", org.id).isEmpty());
    }

    private void awaitNothingLeft() {
        await().atMost(SOON).until(() -> count(queue().value()) == 0 && count("org." + org.id + ".fail") == 0);
    }

    private long count(String queue) throws Exception {
        return crm.channel().queueDeclarePassive(queue).getMessageCount();
    }

    private List<Row> parked() {
        return sql("select * from notify.parked where org_id = $1", org.id);
    }

    private static MimeMessage sample() throws Exception {
        try (InputStream stream = SupporterMailsTest.class.getResourceAsStream("/samples/mail/thank_you.eml")) {
            return new MimeMessage(Session.getInstance(new Properties()), stream);
        }
    }

    /** Type and text of each body; whoever sends ends the last line. */
    private static List<String> parts(MimeMessage mail) throws Exception {
        if (!(mail.getContent() instanceof Multipart multipart)) {
            return List.of(mail.getContentType().replaceFirst(";.*", "") + ": " + mail.getContent().toString().strip());
        }
        return IntStream.range(0, multipart.getCount()).mapToObj(number -> part(multipart, number)).toList();
    }

    private static String part(Multipart multipart, int number) {
        try {
            BodyPart part = multipart.getBodyPart(number);
            return part.getContentType().split(";", 2)[0] + ": " + part.getContent().toString().strip();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    @CanIgnoreReturnValue
    private List<Row> sql(String statement, Object... values) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> pool.preparedQuery(statement).execute(Tuple.from(values))
                    .map(rows -> {
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
