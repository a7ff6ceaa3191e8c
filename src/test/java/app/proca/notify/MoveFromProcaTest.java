package app.proca.notify;

import static app.proca.notify.testing.ProcaBroker.HOOKED;
import static app.proca.notify.testing.ProcaBroker.HOOKS;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.MessageProperties;
import com.sun.net.httpserver.HttpServer;

import app.proca.notify.mail.mailbox.Mailbox;
import app.proca.notify.queue.broker.Broker;
import app.proca.notify.queue.work.Workers;
import app.proca.notify.testing.Api;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.Node;
import app.proca.notify.testing.ProcaAtWork;
import app.proca.notify.testing.ProcaDatabase;
import app.proca.notify.testing.ProcaLayout;
import app.proca.notify.testing.Services;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;

/**
 * What docs/adopting.md promises: the service on a database and a broker that Proca worked with until a moment ago, beside a
 * Proca that goes on working, and what a Proca would find that comes back.
 */
@QuarkusTest
@WithTestResource(ProcaDatabase.class)
class MoveFromProcaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int AT_ONCE = 15;
    private static final long BLUE_PAGE = 470002;
    private static final String TOKEN = "API-nbaXlUHfGIYGqkyODRKgIl0MYi6pSEydoZY-HQzCjeg";
    private static final String GREEN_PUBLIC = "DEnaRxh7sQ5gH64bm8JBIfOI4bX8o9xXw0FsahV5bmQ";
    private static final String GREEN_PRIVATE = "CfYVTKU11IvM0iJvEa9ravokTmVf8_1b_gknoOs8vY0";

    /** What two CRMs have read so far, by queue: in whichever test it came. */
    private static final Map<String, List<JsonNode>> READ = Map.of("cus.470001.deliver", new CopyOnWriteArrayList<>(),
            "cus.470002.deliver", new CopyOnWriteArrayList<>());

    @Inject
    Pool pool;
    @Inject
    Broker broker;
    @Inject
    Workers workers;
    @Inject
    Mailbox mailbox;

    private final Crm crm = new Crm();
    private ProcaAtWork proca;

    @BeforeEach
    void two_orgs_read_their_queues() throws Exception {
        proca = new ProcaAtWork(pool);
        crm.connect();
        for (Map.Entry<String, List<JsonNode>> queue : READ.entrySet()) {
            Channel channel = crm.another();
            var unused = channel.basicConsume(queue.getKey(), false, (tag, message) -> {
                queue.getValue().add(JSON.readTree(message.getBody()));
                channel.basicAck(message.getEnvelope().getDeliveryTag(), false);
            }, tag -> {});
        }
        await().atMost(SOON).until(broker::isConnected);
    }

    @AfterEach
    void disconnect() {
        crm.disconnect();
    }

    @Test
    void no_table_of_proca_s_is_left_out() {
        List<String> empty = proca.ask("""
                select table_name from information_schema.tables t where table_schema = 'public' and table_type = 'BASE TABLE'
                  and (xpath('/row/n/text()', query_to_xml('select count(*) as n from public.' || quote_ident(table_name),
                    false, true, '')))[1]::text = '0'""").stream().map(row -> row.getString(0)).toList();

        assertThat(empty).isEmpty();
    }

    @Test
    void orgs_with_all_they_have_are_served_to_proca_s_own_users() throws Exception {
        JsonNode org = asOlga("""
                { org(name: "green") { id title config processing { emailBackend emailFrom customActionDeliver emailTemplates }
                  services { name host path } keys(select: {active: true}) { name public }
                  users { email role } campaigns { name } actionPages { name live } } }""").get("org");

        assertThat(org).isEqualTo(JSON.readTree("""
                {"id":470001,"title":"Green Lead","config":"{\\"logo\\":\\"🌲\\"}",
                "processing":{"emailBackend":"PREVIEW","emailFrom":"hello@green.example.org","customActionDeliver":true,
                  "emailTemplates":["thanks@pl"]},
                "services":[{"name":"PREVIEW","host":"","path":null},{"name":"SQS","host":"eu-west-1","path":"green-actions"}],
                "keys":[{"name":"green","public":"%s"}],
                "users":[{"email":"Olga@green.example.org","role":"owner"},{"email":"carl@green.example.org","role":"campaigner"}],
                "campaigns":[{"name":"save-forests"},{"name":"mps"}],
                "actionPages":[{"name":"green.example.org/forests","live":true},{"name":"green/mps","live":true}]}
                """.formatted(GREEN_PUBLIC)));
    }

    @Test
    void contacts_open_with_the_key_that_the_org_always_had() {
        JsonNode contact = answer("""
                { contacts(orgName: "green", email: "Bea@example.org") { actionType customFields tracking { source medium }
                  donation { amount currency frequencyUnit payload }
                  contact { payload nonce publicKey { id public } signKey { id public } } } }""").at("/contacts/0");

        JsonNode opened = Node.run("open.js", Map.of("sealed", List.of(Map.of("payload", contact.at("/contact/payload"), "nonce",
                contact.at("/contact/nonce"), "encryptKey", contact.at("/contact/publicKey"), "signKey",
                contact.at("/contact/signKey"))), "keys", List.of(Map.of("public", GREEN_PUBLIC, "private", GREEN_PRIVATE))));

        assertThat(opened.get(0).get("email").asText()).isEqualTo("bea@example.org");
        assertThat(contact.get("donation").toString())
                .isEqualTo(
                        "{\"amount\":1250,\"currency\":\"PLN\",\"frequencyUnit\":\"MONTHLY\",\"payload\":\"{\\\"iban\\\":\\\"PL61\\\"}\"}");
        assertThat(contact.at("/tracking/source").asText()).isEqualTo("facebook");
        assertThat(contact.at("/customFields").asText()).contains("\"list\":[1,2]");
        assertThat(answer("{ contacts(orgName: \"blue\", email: \"cy@example.org\") { contact { payload nonce } } }")
                .at("/contacts/0/contact/payload").asText()).contains("cy@example.org");
    }

    @Test
    void targets_and_what_was_written_to_them_are_there() throws Exception {
        assertThat(answer("""
                { campaign(id: 470002) { ... on PrivateCampaign { mtt { startAt testEmail messageTemplate ccContacts }
                  targets { externalId name ... on PrivateTarget { emails { email emailStatus } } } } } }""").get("campaign"))
                .isEqualTo(JSON.readTree("""
                        {"mtt":{"startAt":"2026-11-01T09:00:00Z","testEmail":"test@green.example.org","messageTemplate":"dear-mp",
                          "ccContacts":["office@green.example.org"]},
                        "targets":[{"externalId":"mp-1","name":"Maud Payne",
                          "emails":[{"email":"maud@parliament.example.org","emailStatus":"NONE"}]}]}"""));
        assertThat(
                proca.ask("select m.delivered, c.subject from messages m join message_contents c on c.id = m.message_content_id")
                        .get(0).getString("subject"))
                .isEqualTo("Dear Maud");
    }

    @Test
    void a_request_that_proca_took_is_accepted_here() throws Exception {
        JsonNode accepted = asOlga("""
                mutation { acceptOrgConfirm(name: "green", confirm: {code: "12345678", objectId: 470002}) {
                  status actionPage { name } } }""").get("acceptOrgConfirm");

        assertThat(accepted.get("status").asText()).isEqualTo("SUCCESS");
        assertThat(proca.ask("select live from action_pages where id = $1", BLUE_PAGE).get(0).getBoolean(0)).isTrue();
    }

    @Test
    void what_lay_in_a_crm_s_queue_is_read_and_what_was_rejected_comes_back_when_the_operator_says_so() {
        await().atMost(SOON).until(() -> laid("cus.470001.deliver", "unread") == 1);
        assertThat(laid("cus.470001.deliver", "rejected")).isZero();

        Services.rabbit().setPolicy("proca-drain", "^org\\.470001\\.fail$", "{\"max-length\":0}");
        try {
            await().atMost(SOON).until(() -> laid("cus.470001.deliver", "rejected") == 1);
        } finally {
            Services.rabbit().clearPolicy("proca-drain");
        }
    }

    @Test
    void what_lay_in_a_worker_s_queue_is_mailed() {
        await().atMost(SOON).until(() -> mailbox.letters().stream()
                .anyMatch(letter -> letter.subject().equals("Thanks Jan")
                        && "action:470001".equals(letter.customId())));
    }

    @Test
    void what_proca_had_in_its_memory_when_it_was_stopped_is_told() {
        await().atMost(SOON).until(() -> times("cus.470002.deliver", 470006) == 1);
    }

    @Test
    void a_link_that_proca_mailed_still_confirms() throws Exception {
        String reference = Base64.getUrlEncoder().withoutPadding().encodeToString(MessageDigest.getInstance("SHA-256")
                .digest("seed of procadan@example.org".getBytes(StandardCharsets.UTF_8)));

        String answer = given().get("/link/s/470003/accept/" + reference).then().statusCode(200).extract().asString();

        assertThat(answer).contains("SUCCESS");
        await().atMost(SOON).until(() -> times("cus.470001.deliver", 470003) == 1);
    }

    @Test
    void workers_take_what_proca_left_and_share_the_rest_with_its_workers_each_message_once() throws Throwable {
        List<String> ours = new CopyOnWriteArrayList<>();
        List<String> theirs = new CopyOnWriteArrayList<>();
        HttpServer hook = webhook(ours);
        try {
            proca.ask("update services set host = $1, updated_at = now() at time zone 'utc' where id = 470003",
                    "http://127.0.0.1:" + hook.getAddress().getPort() + "/");
            proca.ask("update orgs set push_backend_id = 470003 where id = $1", HOOKS);
            VertxContextSupport.subscribeAndAwait(workers::refreshAll);
            await().atMost(SOON).until(() -> ours.size() == HOOKED);

            Channel worker = crm.another();
            worker.basicQos(5);
            var unused = worker.basicConsume("wrk.470003.webhook", false, (tag, message) -> {
                theirs.add(new String(message.getBody(), StandardCharsets.UTF_8));
                worker.basicAck(message.getEnvelope().getDeliveryTag(), false);
            }, tag -> {});
            List<String> sent = LongStream.range(0, 60)
                    .mapToObj(n -> "{\"schema\":\"proca:action:2\",\"stage\":\"deliver\",\"actionId\":470001,\"n\":" + n + "}")
                    .toList();
            for (String body : sent) {
                crm.channel().basicPublish("", "wrk.470003.webhook", MessageProperties.PERSISTENT_BASIC,
                        body.getBytes(StandardCharsets.UTF_8));
            }

            await().atMost(SOON).until(() -> ours.size() + theirs.size() >= HOOKED + sent.size());
            assertThat(Stream.concat(ours.stream().skip(HOOKED), theirs.stream())).containsExactlyInAnyOrderElementsOf(sent);
            assertThat(ours).hasSizeGreaterThan(HOOKED);
            assertThat(theirs).isNotEmpty();
        } finally {
            proca.ask("update orgs set push_backend_id = null where id = $1", HOOKS);
            VertxContextSupport.subscribeAndAwait(workers::refreshAll);
            hook.stop(0);
        }
    }

    @Test
    void what_proca_has_in_hand_is_left_to_it_and_what_comes_after_it_here_waits() throws Exception {
        String email = someone();
        long signature = proca.sign(BLUE_PAGE, email);

        long share = share(BLUE_PAGE, email);

        await().atMost(SOON).until(() -> proca.ask("""
                select true from notify.outbox o join actions a on o.subject = 'supporter:' || a.supporter_id
                where a.id = $1 and o.channel = 'processing' and o.attempts > 0""", share).size() == 1);
        assertThat(statuses(signature, share)).containsExactly(0, 0);
        proca.process(crm.channel(), List.of(signature));
        await().atMost(SOON).until(() -> times("cus.470002.deliver", share) == 1);
        assertThat(times("cus.470002.deliver", signature)).isEqualTo(1);
    }

    @Test
    void both_serve_one_page_and_each_action_is_told_once_and_counted() throws Exception {
        List<Long> signedThere = new CopyOnWriteArrayList<>();
        List<Long> actions = new CopyOnWriteArrayList<>();
        Channel channel = crm.another();
        ExecutorService memory = Executors.newSingleThreadExecutor();
        for (int i = 0; i < AT_ONCE; i++) {
            String here = someone();
            String there = someone();
            long signature = proca.sign(BLUE_PAGE, there);
            signedThere.add(signature);
            actions.addAll(List.of(signature, sign(BLUE_PAGE, here), share(BLUE_PAGE, there)));
            long shared = proca.share(BLUE_PAGE, here);
            actions.add(shared);
            List<Long> due = i % 3 == 2 ? List.copyOf(signedThere) : List.of();
            signedThere.removeAll(due);
            memory.execute(() -> process(channel, Stream.concat(due.stream(), Stream.of(shared)).toList()));
        }
        memory.execute(() -> process(channel, List.copyOf(signedThere)));
        memory.shutdown();
        assertThat(memory.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

        await().atMost(SOON).until(() -> actions.stream().allMatch(action -> times("cus.470002.deliver", action) > 0));
        // what an action that was still open when Proca looked at it is left to
        process(channel, proca.left("0 seconds"));
        awaitEmpty("cus.470002.deliver");

        assertThat(actions).allMatch(action -> times("cus.470002.deliver", action) == 1);
        await().atMost(SOON).untilAsserted(() -> assertThat(counted("share")).isEqualTo(countOf("share")));
        assertThat(counted("petition")).isEqualTo(countOf("petition"));
        assertThat(answer("{ campaign(id: 470001) { stats { supporterCount } } }").at("/campaign/stats/supporterCount").asLong())
                .isEqualTo(300 + proca
                        .ask("""
                        select count(distinct fingerprint) from supporters s where campaign_id = 470001 and processing_status = 3
                          and dupe_rank = 0 and exists (select from actions where supporter_id = s.id and processing_status in (3, 4))""")
                        .get(0).getLong(0));
    }

    @Test
    void what_proca_adds_is_served_at_once_and_its_key_is_used_soon() throws Exception {
        String campaign = "proca-" + UUID.randomUUID();
        long id = proca
                .ask("""
                insert into campaigns (name, title, org_id, inserted_at, updated_at)
                values ($1::text, 'Just added', $2, now() at time zone 'utc', now() at time zone 'utc') returning id""", campaign,
                        HOOKS)
                .get(0).getLong(0);
        long page = proca
                .ask("""
                insert into action_pages (name, locale, campaign_id, org_id, inserted_at, updated_at)
                values ($1::text, 'en', $2, $3, now() at time zone 'utc', now() at time zone 'utc') returning id""", campaign, id,
                        HOOKS)
                .get(0).getLong(0);
        assertThat(answer("{ campaign(name: \"" + campaign + "\") { title } }").at("/campaign/title").asText())
                .isEqualTo("Just added");
        assertThat(key(sign(page, someone()))).isNull();

        long key = proca.ask("""
                insert into public_keys (name, org_id, public, active, inserted_at, updated_at)
                select 'proca', $1, public, true, now() at time zone 'utc', now() at time zone 'utc' from public_keys where id = 470002
                returning id""", HOOKS).get(0).getLong(0);

        await().atMost(SOON).until(() -> Long.valueOf(key).equals(key(sign(page, someone()))));
    }

    @Test
    void proca_finds_its_layout_and_values_that_it_knows_when_it_comes_back() throws Exception {
        everythingIsDoneHere();

        assertThat(texts(ProcaLayout.COLUMNS)).containsExactlyElementsOf(ProcaLayout.expected("columns.txt"));
        assertThat(Stream.concat(texts(ProcaLayout.INDEXES).stream(), texts(ProcaLayout.CONSTRAINTS).stream()))
                .containsExactlyInAnyOrderElementsOf(ProcaLayout.expected("indexes.txt"));
        assertThat(texts("select tgname::text from pg_trigger t join pg_class c on c.oid = t.tgrelid "
                + "where c.relnamespace = 'public'::regnamespace and not tgisinternal")).isEmpty();
        assertThat(texts(
                "select proname::text from pg_proc where pronamespace = 'public'::regnamespace and proname !~ 'citext|regexp|"
                        + "replace|split_part|strpos|translate|texti|^min$|^max$'"))
                .isEmpty();
        assertThat(texts(UNKNOWN_TO_PROCA)).isEmpty();
        assertThat(texts(LATER_THAN_SECONDS)).isEmpty();
    }

    /** Every enum of Proca's, its JSON and its binaries: rows that it could not load, with what is wrong. */
    private static final String UNKNOWN_TO_PROCA = """
            select 'orgs.contact_schema ' || id from orgs where contact_schema not between 0 and 3
            union all select 'orgs.action_schema_version ' || id from orgs where action_schema_version not in (1, 2)
            union all select 'orgs.config ' || id from orgs where jsonb_typeof(config) <> 'object'
            union all select 'orgs.name ' || id from orgs where name !~ '^[\\w-]+$'
            union all select 'campaigns ' || id from campaigns where contact_schema not between 0 and 3 or status not between 0 and 3
              or jsonb_typeof(config) <> 'object' or array_position(public_actions, null) > 0
            union all select 'action_pages ' || id from action_pages where jsonb_typeof(config) <> 'object' or locale = ''
            union all select 'actions ' || id from actions where processing_status not between 0 and 5
              or jsonb_typeof(fields) <> 'object' or action_type !~ '^[\\w-]+$' or length(ref) not in (3, 32)
            union all select 'supporters ' || id from supporters where processing_status not between 0 and 3
              or email_status not between 0 and 7 or length(fingerprint) not in (3, 32)
            union all select 'contacts ' || id from contacts where id > 1 and (org_id is null or payload is null
              or (crypto_nonce is null) <> (public_key_id is null) or (public_key_id is null) <> (sign_key_id is null)
              or crypto_nonce is not null and length(crypto_nonce) <> 24 or communication_scopes is null)
            union all select 'public_keys ' || id from public_keys where length(public) <> 32 or private is not null and length(private) <> 32
            union all select 'confirms ' || id from confirms where operation not between 0 and 4 or code !~ '^[0-9]{8}$' or charges < 0
            union all select 'donations ' || id from donations where schema <> 0 or frequency_unit not in (0, 1, 2, 16)
              or jsonb_typeof(payload) <> 'object' or currency !~ '^[A-Z]{3}$'
            union all select 'services ' || id from services where name not in ('ses', 'sqs', 'mailjet', 'smtp', 'wordpress', 'stripe',
              'test_stripe', 'testmail', 'preview', 'brevo', 'webhook', 'supabase', 'testdetail')
            union all select 'targets ' || id from targets where jsonb_typeof(fields) <> 'object'
            union all select 'target_emails ' || id from target_emails where email_status not between 0 and 7
            union all select 'users ' || id from users where hashed_password !~ '^\\$2[aby]\\$' or email !~ '@'
            union all select 'users_tokens ' || id from users_tokens where length(token) <> 32 and id > 1""";

    /** {@code timestamp(0)} everywhere: Proca refuses to write anything finer, and we could not. */
    private static final String LATER_THAN_SECONDS = """
            select table_name || '.' || column_name from information_schema.columns where table_schema = 'public'
              and data_type like 'timestamp%' and datetime_precision <> 0""";

    /** One of everything that a user or a visitor can have written. */
    private void everythingIsDoneHere() throws Exception {
        String org = Api.addOrg();
        Map<String, Object> names = Map.of("org", org, "name", "here-" + UUID.randomUUID());
        Map<String, Object> withPage = Map.of("org", org, "name", names.get("name"), "page", "here.org/" + UUID.randomUUID());
        long campaign = Api.answer("""
                mutation ($org: String!, $name: String!, $page: String!) { upsertCampaign(orgName: $org, input: {name: $name, title: "Here",
                  contactSchema: BASIC, externalId: %d, mtt: {startAt: "2026-12-01T09:00:00Z", endAt: "2026-12-02T09:00:00Z"},
                  actionPages: [{name: $page, locale: "en"}]}) { id } }""".formatted(org.hashCode() >>> 1), withPage)
                .at("/upsertCampaign/id").asLong();
        long page = proca.ask("select id from action_pages where campaign_id = $1", campaign).get(0).getLong(0);
        for (String mutation : List.of(
                "upsertTemplate(orgName: $org, input: {name: $name, locale: \"en\", subject: \"s\", html: \"h\"})",
                "upsertService(orgName: $org, input: {name: WEBHOOK, host: \"https://example.org/\"}) { id }",
                "addOrgUser(orgName: $org, input: {email: \"" + org + "@example.org\", role: \"campaigner\"}) { status }",
                "inviteOrgUser(orgName: $org, input: {email: \"ivy@example.org\", role: \"campaigner\"}) { code }",
                "updateOrgProcessing(name: $org, supporterConfirm: false, customActionDeliver: true) { id }")) {
            String variables = mutation.contains("$name") ? "($org: String!, $name: String!)" : "($org: String!)";
            Api.answer("mutation " + variables + " { " + mutation + " }",
                    mutation.contains("$name") ? names : Map.of("org", org));
        }
        long key = Api.answer("mutation ($org: String!) { generateKey(orgName: $org, input: {name: \"k\"}) { id } }",
                Map.of("org", org)).at("/generateKey/id").asLong();
        Api.answer("mutation ($org: String!, $key: Int!) { activateKey(orgName: $org, id: $key) { status } }",
                Map.of("org", org, "key", key));
        String target = Api.answer("""
                mutation ($campaign: Int!, $mp: String!) { upsertTargets(campaignId: $campaign, targets: [{externalId: $mp, name: "M",
                  emails: [{email: "m@example.org"}]}]) { id } }""", Map.of("campaign", campaign, "mp", org))
                .at("/upsertTargets/0/id")
                .asText();
        anonymously("""
                mutation ($page: Int!, $target: String!) { addActionContact(actionPageId: $page, contact: {firstName: "Al",
                  email: "al@example.org", address: {country: "PL"}}, privacy: {optIn: true}, tracking: {source: "s", medium: "m",
                  campaign: "c", location: "https://example.org/x"}, action: {actionType: "mail2target", customFields: "{\\"a\\":1}",
                  donation: {payload: "{}", amount: 100, currency: "EUR", frequencyUnit: DAILY},
                  mtt: {subject: "S", body: "B", targets: [$target]}}) { contactRef } }""",
                Map.of("page", page, "target", target));
        anonymously("mutation ($page: Int!, $ref: ID!) { addAction(actionPageId: $page, contactRef: $ref,"
                + " action: {actionType: \"share\"}) { contactRef } }", Map.of("page", page, "ref", reference(someone())));
        await().atMost(SOON)
                .until(() -> proca.ask("select id from actions where campaign_id = $1 and processing_status = 4", campaign)
                        .size() == 1);
    }

    private void process(Channel channel, List<Long> actions) {
        try {
            proca.process(channel, actions);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Nothing more is on its way to whoever reads the queue. */
    private void awaitEmpty(String queue) throws IOException {
        crm.channel().basicPublish("", queue, MessageProperties.PERSISTENT_BASIC,
                "{\"action\":{\"customFields\":{\"laid\":\"last\"}}}".getBytes(StandardCharsets.UTF_8));
        await().atMost(SOON).until(() -> laid(queue, "last") > 0);
    }

    private static long laid(String queue, String field) {
        return READ.get(queue).stream().filter(body -> field.equals(body.at("/action/customFields/laid").asText())).count();
    }

    private static long times(String queue, long action) {
        return READ.get(queue).stream().filter(body -> "deliver".equals(body.path("stage").asText())
                && body.path("actionId").asLong() == action && body.at("/action/customFields/laid").isMissingNode()).count();
    }

    private List<Integer> statuses(long... actions) {
        List<Integer> statuses = new ArrayList<>();
        LongStream.of(actions).forEach(
                action -> statuses
                        .add(proca.ask("select processing_status from actions where id = $1", action).get(0).getInteger(0)));
        return statuses;
    }

    private long counted(String type) {
        for (JsonNode count : answer("{ campaign(id: 470001) { stats { actionCount { actionType count } } } }")
                .at("/campaign/stats/actionCount")) {
            if (count.get("actionType").asText().equals(type)) {
                return count.get("count").asLong();
            }
        }
        return 0;
    }

    private long countOf(String type) {
        return proca.ask("""
                select count(*) from actions where campaign_id = 470001 and processing_status in (3, 4) and not testing
                  and action_type = $1""", type).get(0).getLong(0);
    }

    /** The id of the action of somebody who signs here. */
    private long sign(long page, String email) {
        anonymously("""
                mutation ($page: Int!, $email: String!) {
                  addActionContact(actionPageId: $page, action: {actionType: "petition"},
                    contact: {firstName: "Jan", email: $email, address: {country: "PL"}}, privacy: {optIn: true}) { contactRef }
                }""", Map.of("page", page, "email", email));
        return newest(page);
    }

    /** The id of what somebody who signed did after that, here. */
    private long share(long page, String email) {
        anonymously("mutation ($page: Int!, $ref: ID!) { addAction(actionPageId: $page, contactRef: $ref,"
                + " action: {actionType: \"share\"}) { contactRef } }", Map.of("page", page, "ref", reference(email)));
        return newest(page);
    }

    private long newest(long page) {
        return proca.ask("select max(id) from actions where action_page_id = $1", page).get(0).getLong(0);
    }

    private Long key(long action) {
        return proca
                .ask("select c.public_key_id from contacts c join actions a on a.supporter_id = c.supporter_id where a.id = $1",
                        action)
                .get(0).getLong(0);
    }

    private List<String> texts(String query) {
        return proca.ask(query).stream().map(row -> row.getString(0)).toList();
    }

    private static String someone() {
        return UUID.randomUUID() + "@example.org";
    }

    private static String reference(String email) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(("seed of proca" + email).getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Who works for one of the orgs, and has a token that Proca gave her. */
    private static JsonNode asOlga(String query) throws Exception {
        JsonNode answer = JSON.readTree(given().header("Authorization", "Bearer " + TOKEN).contentType("application/json")
                .body(Map.of("query", query)).post("/api").then().statusCode(200).extract().asString());
        assertThat(answer.has("errors")).as(answer.toString()).isFalse();
        return answer.get("data");
    }

    private static JsonNode answer(String query) {
        return Api.answer(query, Map.of());
    }

    @CanIgnoreReturnValue
    private static JsonNode anonymously(String query, Map<String, ?> variables) {
        JsonNode answer = JSON.valueToTree(given().contentType("application/json")
                .body(Map.of("query", query, "variables", variables)).post("/api").then().statusCode(200).extract()
                .as(Map.class));
        assertThat(answer.has("errors")).as(answer.toString()).isFalse();
        return answer.get("data");
    }

    private static HttpServer webhook(List<String> bodies) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }
}
