package app.proca.notify.mail.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.GetResponse;

import app.proca.notify.action.Action;
import app.proca.notify.campaign.ActionPage;
import app.proca.notify.mail.supporter.Told;
import app.proca.notify.org.Org;
import app.proca.notify.org.Service;
import app.proca.notify.org.ServiceName;
import app.proca.notify.queue.broker.Broker;
import app.proca.notify.queue.topology.OrgQueues;
import app.proca.notify.queue.topology.OrgQueues.DeliveryBackend;
import app.proca.notify.queue.topology.QueueName;
import app.proca.notify.queue.work.Trouble;
import app.proca.notify.queue.work.Workers;
import app.proca.notify.template.EmailTemplate;
import app.proca.notify.testing.Api;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.DeliveryBackends;
import app.proca.notify.testing.MailServices;
import app.proca.notify.testing.People;
import app.proca.notify.testing.Services;
import app.proca.notify.testing.SignedActions;
import app.proca.notify.user.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** From what fails to the inbox of those who can do something about it. */
@QuarkusTest
@TestProfile(AlertsTest.Impatient.class)
@QuarkusTestResource(Services.class)
@QuarkusTestResource(value = MailServices.class, restrictToAnnotatedClass = true)
class AlertsTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String BODY = "{\"schema\":\"proca:action:2\",\"contact\":{\"firstName\":\"Zygmunt\"}}";

    /** Owners are told after seconds. */
    public static class Impatient extends DeliveryBackends {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put("proca.alerts.after", "2s");
            // what is looked at counts there
            settings.put("proca.queues.type", "quorum");
            settings.put("proca.alerts.every", "300ms");
            return settings;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of();
        }
    }

    @Inject
    Workers workers;

    @Inject
    Broker broker;

    @Inject
    Pool pool;

    @Inject
    Vertx vertx;

    @Inject
    Alerting alerting;

    @Inject
    AlertMails mails;

    @Inject
    AlertTables tables;

    private final Crm crm = new Crm();
    private final GreenMail mailer = new GreenMail(new ServerSetup(
            ConfigProvider.getConfig().getValue("quarkus.mailer.port", Integer.class), "127.0.0.1", "smtp"));
    private HttpServer webhook;
    private volatile int answer = 401;
    private volatile int eventsAnswer = 410;

    @BeforeEach
    void start() throws Throwable {
        VertxContextSupport.subscribeAndAwait(
                () -> pool.query("select setval('orgs_id_seq', 1000000 + (random() * 1000000000)::int)").execute());
        mailer.start();
        webhook = vertx.createHttpServer().requestHandler(request -> {
            int code = request.path().equals("/events") ? eventsAnswer : answer;
            var unused = request.response().setStatusCode(code).end();
        }).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        crm.connect();
        await().atMost(SOON).until(broker::isConnected);
    }

    @AfterEach
    void stop() throws Exception {
        crm.disconnect();
        webhook.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        mailer.stop();
    }

    @Test
    void owners_are_told_once_that_their_webhook_fails_and_once_that_it_works_again() throws Throwable {
        Org org = SignedActions.anOrg(ServiceName.WEBHOOK, true, false,
                service -> service.host = "http://127.0.0.1:" + webhook.actualPort() + "/hook");
        String owner = People.aStaffer(org.name, Role.OWNER.mask());
        String translator = People.aStaffer(org.name, Role.TRANSLATOR.mask());
        await().atMost(SOON).until(() -> workers.consumed().contains(QueueName.worker(org.id, "webhook")));

        for (int i = 0; i < 3; i++) {
            publish(org, null);
        }

        await().atMost(SOON).until(() -> mailsTo(owner).size() == 1);
        MimeMessage missed = mailsTo(owner).get(0);
        assertThat(missed.getFrom()[0]).hasToString("instance <noreply@localhost>");
        assertThat(missed.getSubject()).isEqualTo("The webhook of Hook Org misses actions");
        // at the moment that they go back to their queue, those in hand are not counted
        assertThat(text(missed)).containsPattern("The webhook of Hook Org has missed \\d actions? since "
                + "\\w+ \\d+ \\w+ \\d\\d:\\d\\d UTC; it answers 401 Unauthorized\\.").contains("https://localhost/desk")
                .doesNotContain("Zygmunt", owner);
        Stream.generate(this::lookMeanwhile).limit(3).toList().forEach(CompletableFuture::join);
        assertThat(mailsTo(owner)).hasSize(1);

        answer = 200;

        await().atMost(SOON).until(() -> mailsTo(owner).size() == 2);
        assertThat(mailsTo(owner).get(1).getSubject()).isEqualTo("The webhook of Hook Org gets its actions again");
        assertThat(text(mailsTo(owner).get(1))).contains("It had missed them since").doesNotContain("given up");
        answer = 401;
        publish(org, null);
        await().atMost(SOON).until(() -> lasts(org, "wrk." + org.id + ".webhook"));
        Stream.generate(this::lookMeanwhile).limit(3).toList().forEach(CompletableFuture::join);
        assertThat(mailsTo(owner)).hasSize(2);
        assertThat(mailsTo(translator)).isEmpty();
    }

    @Test
    void owners_are_told_of_a_webhook_that_is_gone_beside_another_one_that_works() throws Throwable {
        answer = 200;
        Org org = SignedActions.anOrg(ServiceName.WEBHOOK, true, false,
                service -> service.host = "http://127.0.0.1:" + webhook.actualPort() + "/hook");
        long events = SignedActions.anotherService(org, ServiceName.WEBHOOK,
                service -> service.host = "http://127.0.0.1:" + webhook.actualPort() + "/events");
        SignedActions.inTransaction(() -> Org.<Org>findById(org.id).invoke(found -> found.eventBackendId = events));
        String owner = People.aStaffer(org.name, Role.OWNER.mask());
        await().atMost(SOON).ignoreExceptions().until(() -> {
            publishEvent(org);
            return !rows("select from notify.webhook_disabled where service_id = $1", events).isEmpty();
        });

        await().atMost(SOON).until(() -> {
            publish(org, null);
            return mailsTo(owner).size() == 1;
        });

        assertThat(mailsTo(owner).get(0).getSubject()).isEqualTo("The webhook for events of Hook Org misses events");
        assertThat(text(mailsTo(owner).get(0))).containsPattern("The webhook for events of Hook Org has missed events since "
                + "\\w+ \\d+ \\w+ \\d\\d:\\d\\d UTC; the webhook of service " + events + " is disabled, it answered 410: ");
        eventsAnswer = 200;
        Api.answer("mutation ($org: String!, $id: Int!) { upsertService(orgName: $org, id: $id, input: {name: WEBHOOK}) { id } }",
                Map.of("org", org.name, "id", events));
        await().atMost(SOON).until(() -> mailsTo(owner).size() == 2);
        assertThat(mailsTo(owner).get(1).getSubject()).isEqualTo("The webhook for events of Hook Org gets its events again");
    }

    @Test
    void owners_are_told_that_mails_to_supporters_wait_for_their_server() throws Throwable {
        int port = MailServices.freePort();
        Org org = anOrgThatMails(port);
        String owner = People.aStaffer(org.name, Role.OWNER.mask());
        Action thanked = SignedActions.aDeliveredAction(org);
        Action withoutMail = SignedActions.aDeliveredAction(org);
        SignedActions.inTransaction(() -> ActionPage.<ActionPage>findById(thanked.actionPageId)
                .invoke(page -> page.thankYouTemplate = "thanks"));
        await().atMost(SOON).until(() -> workers.consumed().contains(QueueName.worker(org.id, "email.supporter")));

        publish(org, null, signed(thanked));

        await().atMost(SOON).until(() -> {
            // nobody is thanked for this one: it tells nothing of the server
            publish(org, null, signed(withoutMail));
            return mailsTo(owner).size() == 1;
        });
        assertThat(mailsTo(owner).get(0).getSubject()).matches("The mail server of Mail Org misses supporter mails?");
        assertThat(text(mailsTo(owner).get(0))).containsPattern(
                "The mail server of Mail Org has missed \\d supporter mails? since \\w+ \\d+ \\w+ \\d\\d:\\d\\d UTC; ")
                .doesNotContain("jan@example.com");
        GreenMail theirs = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
        theirs.start();
        try {
            await().atMost(SOON).until(() -> mailsTo(owner).size() == 2);
            assertThat(theirs.getReceivedMessages()).hasSize(1);
        } finally {
            theirs.stop();
        }
        assertThat(mailsTo(owner).get(1).getSubject()).isEqualTo("The mail server of Mail Org gets its supporter mails again");
    }

    @Test
    void owners_are_told_that_nobody_reads_what_their_crm_should() throws Throwable {
        Org org = new Org();
        org.name = "org-" + UUID.randomUUID();
        org.title = "Green Lead";
        org.customActionDeliver = true;
        SignedActions.inTransaction(org::persist);
        String owner = People.aStaffer(org.name, Role.OWNER.mask());
        String queue = "cus." + org.id + ".deliver";
        await().atMost(SOON).ignoreExceptions().until(() -> crm.channel().messageCount(queue) == 0);
        Instant sent = Instant.now().minus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS);

        for (int i = 0; i < 4; i++) {
            publish(org, sent);
        }

        await().atMost(SOON).until(() -> mailsTo(owner).size() == 1);
        assertThat(text(mailsTo(owner).get(0))).contains("The CRM of Green Lead has missed 4 actions since ",
                sent.atOffset(ZoneOffset.UTC).toLocalTime().toString().substring(0, 5) + " UTC; nobody reads its queue " + queue
                        + ".")
                .doesNotContain("Zygmunt");
        for (int i = 0; i < 4; i++) {
            assertThat(crm.next(queue).getBody()).isNotEmpty();
        }
        await().atMost(SOON).until(() -> mailsTo(owner).size() == 2);
        assertThat(mailsTo(owner).get(1).getSubject()).isEqualTo("The CRM of Green Lead gets its actions again");
    }

    /** One message in hand, one that waits behind it: more looks at it than a quorum queue allows would send it away. */
    @Test
    void a_message_that_waits_behind_a_slow_crm_is_not_looked_at_until_it_is_given_up() throws Throwable {
        Org org = new Org();
        org.name = "org-" + UUID.randomUUID();
        org.title = "Slow Lead";
        org.customActionDeliver = true;
        SignedActions.inTransaction(org::persist);
        String owner = People.aStaffer(org.name, Role.OWNER.mask());
        String queue = "cus." + org.id + ".deliver";
        await().atMost(SOON).ignoreExceptions().until(() -> crm.channel().messageCount(queue) == 0);
        Instant sent = Instant.now().minus(Duration.ofDays(2));
        publish(org, sent);
        GetResponse inHand = await().atMost(SOON).until(() -> crm.channel().basicGet(queue, false), Objects::nonNull);
        publish(org, sent);
        await().atMost(SOON).until(() -> mailsTo(owner).size() == 1);
        crm.channel().basicQos(1);
        String slow = crm.channel().basicConsume(queue, false, (tag, delivery) -> {}, tag -> {});
        crm.channel().basicPublish("org." + org.id + ".deliver", "petition.hookcamp",
                new AMQP.BasicProperties.Builder().deliveryMode(2).messageId("waits").timestamp(Date.from(sent)).build(),
                BODY.getBytes(StandardCharsets.UTF_8));
        await().atMost(SOON).until(() -> crm.channel().messageCount(queue) == 1);

        Stream.generate(this::lookMeanwhile).limit(25).toList().forEach(CompletableFuture::join);

        assertThat(crm.channel().messageCount(queue)).isEqualTo(1);
        assertThat(crm.channel().messageCount("org." + org.id + ".fail")).isZero();
        crm.channel().basicCancel(slow);
        GetResponse waited = crm.next(queue);
        assertThat(waited.getProps().getMessageId()).isEqualTo("waits");
        assertThat(waited.getProps().getHeaders()).as("looks at it").containsEntry("x-delivery-count", 0L);
        crm.channel().basicAck(inHand.getEnvelope().getDeliveryTag(), false);
    }

    @Test
    void of_several_instances_that_find_the_same_one_mails() throws Throwable {
        Org org = SignedActions.anOrg(ServiceName.WEBHOOK, true, false,
                service -> service.host = "http://127.0.0.1:" + webhook.actualPort() + "/hook");
        var unused = People.aStaffer(org.name, Role.OWNER.mask());
        OrgQueues queues = new OrgQueues(org.id, false, false, false, false, false, false, Optional.of(DeliveryBackend.WEBHOOK),
                Optional.empty());
        QueueName queue = QueueName.worker(org.id, "webhook");
        Instant since = Instant.now().minusSeconds(10);
        Trouble trouble = Trouble.failing(queue, org.id, since, Instant.now(), "it answered 401");

        Stream.generate(() -> meanwhile(() -> mails.missed(trouble, since, queues, 3L))).limit(8).toList()
                .forEach(CompletableFuture::join);

        assertThat(rows("select * from notify.outbox where channel = 'mail' and subject like $1", "mail:queue:" + queue + ":%"))
                .hasSize(1);
    }

    @Test
    void what_instances_saw_is_put_together_and_the_last_success_counts() throws Throwable {
        QueueName queue = QueueName.worker(2_000_000_000 + (long) (Math.random() * 100_000_000), "webhook");
        Instant began = Instant.parse("2026-11-24T10:00:00Z");
        Trouble one = Trouble.failing(queue, 7, began.plusSeconds(60), began.plusSeconds(600), "it answered 401");
        Trouble other = Trouble.failing(queue, 7, began, began.plusSeconds(300), "it answered 500");

        record(Trouble.none(queue, 7, began.minusSeconds(60)));
        assertThat(since(queue)).isEmpty();
        record(one, other);
        assertThat(since(queue)).containsExactly(began + " it answered 401");
        record(other.took(began.plusSeconds(700)));
        assertThat(since(queue)).isEmpty();
        record(one);
        assertThat(since(queue)).isEmpty();
        record(one.failed(began.plusSeconds(800), "it answered 403"));
        assertThat(since(queue)).containsExactly(began.plusSeconds(700) + " it answered 403");
    }

    private void record(Trouble... seen) throws Throwable {
        for (Trouble trouble : seen) {
            VertxContextSupport.subscribeAndAwait(() -> tables.record(List.of(trouble)));
        }
    }

    private List<String> since(QueueName queue) {
        return rows("select * from notify.troubles where queue = $1 and since is not null", queue.value()).stream()
                .map(row -> row.getOffsetDateTime("since").toInstant() + " " + row.getString("reason")).toList();
    }

    private boolean lasts(Org org, String queue) {
        return rows("select from notify.troubles where org_id = $2 and queue = $1 and since < now() - interval '2 seconds'",
                queue,
                org.id).size() == 1;
    }

    /** As another instance does. */
    private CompletableFuture<@Nullable Void> lookMeanwhile() {
        return meanwhile(alerting::look);
    }

    private static CompletableFuture<@Nullable Void> meanwhile(Supplier<Uni<Void>> work) {
        return CompletableFuture.runAsync(() -> {
            try {
                VertxContextSupport.subscribeAndAwait(work);
            } catch (Throwable failure) {
                throw new IllegalStateException(failure);
            }
        });
    }

    /** An org with a thank-you template and a mail server of its own. */
    private static Org anOrgThatMails(int port) {
        Org org = SignedActions.anOrg(ServiceName.SMTP, false, false, service -> service.host = "smtp://127.0.0.1:" + port);
        EmailTemplate template = new EmailTemplate();
        template.orgId = org.id;
        template.name = "thanks";
        template.locale = "en";
        template.subject = "Thanks";
        template.html = "Thanks";
        SignedActions.inTransaction(template::persist);
        SignedActions.inTransaction(() -> Service.<Service>find("orgId", org.id).firstResult()
                .chain(service -> Org.<Org>findById(org.id).invoke(found -> {
                    found.title = "Mail Org";
                    found.emailFrom = "mail@example.org";
                    found.emailBackendId = service.id;
                })));
        return org;
    }

    private static String signed(Action action) {
        ObjectNode body = Told.sample("deliver__petition.save-oceans").put("actionId", action.id)
                .put("actionPageId", action.actionPageId).put("campaignId", action.campaignId);
        body.withObject("contact").put("email", "jan@example.com");
        return body.toString();
    }

    private void publishEvent(Org org) throws Exception {
        crm.channel().basicPublish("org." + org.id + ".event", "system.campaign_updated",
                new AMQP.BasicProperties.Builder().deliveryMode(2).messageId(UUID.randomUUID().toString()).build(),
                "{\"schema\":\"proca:event:2\"}".getBytes(StandardCharsets.UTF_8));
    }

    private void publish(Org org, @Nullable Instant sent) throws Exception {
        publish(org, sent, BODY);
    }

    private void publish(Org org, @Nullable Instant sent, String body) throws Exception {
        crm.channel().basicPublish("org." + org.id + ".deliver", "petition.hookcamp",
                new AMQP.BasicProperties.Builder().deliveryMode(2).messageId(UUID.randomUUID().toString())
                        .timestamp(sent == null ? null : Date.from(sent)).build(),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private List<MimeMessage> mailsTo(String email) {
        return Arrays.stream(mailer.getReceivedMessages()).filter(mail -> isTo(mail, email)).toList();
    }

    private static boolean isTo(MimeMessage mail, String email) {
        try {
            return mail.getAllRecipients()[0].toString().contains(email);
        } catch (MessagingException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String text(MimeMessage mail) throws Exception {
        return ((Multipart) mail.getContent()).getBodyPart(0).getContent().toString();
    }

    @CanIgnoreReturnValue
    private List<Row> rows(String sql, Object... parameters) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> pool.preparedQuery(sql).execute(Tuple.from(parameters))
                    .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList()));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
