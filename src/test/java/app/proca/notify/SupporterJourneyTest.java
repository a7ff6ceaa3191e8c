package app.proca.notify;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.rabbitmq.client.GetResponse;

import app.proca.notify.testing.Api;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.MailServices;
import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;

/**
 * The ways of a signature (spec/processing.md), as everybody concerned sees them: the widget over HTTP, the org's CRM in its
 * queue, the supporter in the inbox and by the links there.
 */
@QuarkusTest
@QuarkusTestResource(Services.class)
@QuarkusTestResource(value = MailServices.class, restrictToAnnotatedClass = true)
class SupporterJourneyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Pattern LINK = Pattern.compile("(accept|reject|doi)=https?://[^/]+(/\\S+)");

    @Inject
    Pool pool;

    private final Crm crm = new Crm();
    private final GreenMail inboxes = new GreenMail(new ServerSetup(MailServices.freePort(), "127.0.0.1", "smtp"));
    private String org;
    private long orgId;
    private String campaign;
    private long page;

    @BeforeEach
    void an_org_thanks_asks_and_reads() throws Throwable {
        // ids that no other test's orgs have: queues outlive a test's database
        sql("select setval('orgs_id_seq', 1000000 + (random() * 1000000000)::int)");
        crm.connect();
        inboxes.start();
        org = Api.addOrg();
        campaign = Api.addCampaign(org);
        page = addPage(org);
        change("upsertService(orgName: $org, input: {name: SMTP, host: $host, user: \"\", password: \"\"}) { id }",
                Map.of("host", "smtp://127.0.0.1:" + inboxes.getSmtp().getPort()));
        for (String template : List.of("thanks", "question", "again")) {
            change("upsertTemplate(orgName: $org, input: {name: $name, locale: \"en\", subject: $name, html: $text})",
                    Map.of("name", template,
                            "text", "Dear {{firstName}}\naccept={{confirmLink}}\nreject={{rejectLink}}\ndoi={{doiLink}}\n"));
        }
        orgId = change("""
                updateOrgProcessing(name: $org, emailBackend: SMTP, emailFrom: "lead@example.org", customActionDeliver: true,
                  customEventDeliver: true, supporterConfirmTemplate: "question") { id }""", Map.of()).get("id").asLong();
        change("updateActionPage(id: $page, input: {thankYouTemplate: \"thanks\", duplicateTemplate: \"again\"}) { id }",
                Map.of("page", page));
        await().atMost(SOON).ignoreExceptions()
                .until(() -> crm.channel().queueDeclarePassive("wrk." + orgId + ".email.supporter") != null
                        && crm.channel().queueDeclarePassive("cus." + orgId + ".deliver") != null);
    }

    @AfterEach
    void leave() {
        inboxes.stop();
        crm.disconnect();
    }

    @Test
    void a_signature_reaches_the_crm_is_thanked_for_and_opts_in_by_the_link() throws Exception {
        String reference = sign("jan@example.com");

        JsonNode delivered = action();
        assertThat(delivered.get("stage").asText()).isEqualTo("deliver");
        assertThat(delivered.at("/contact/contactRef").asText()).isEqualTo(reference);
        assertThat(delivered.at("/contact/email").asText()).isEqualTo("jan@example.com");
        assertThat(mail(1).getSubject()).isEqualTo("thanks");
        assertThat(stats()).isEqualTo("1 supporters, 1 petition");

        given().redirects().follow(false).get(link(mail(1), "doi")).then().statusCode(302);

        JsonNode event = event("email_status");
        assertThat(event.at("/supporter/privacy/emailStatus").asText()).isEqualTo("double_opt_in");
        assertThat(event.get("actionId")).isEqualTo(delivered.get("actionId"));
    }

    @Test
    void the_same_person_again_is_a_repeat_and_counts_once() throws Exception {
        sign("jan@example.com");
        JsonNode first = action();
        mail(1);
        sign("Jan@Example.com ");
        JsonNode second = action();

        assertThat(List.of(first.at("/contact/dupeRank").asInt(), second.at("/contact/dupeRank").asInt())).containsExactly(0, 1);
        assertThat(mail(2).getSubject()).isEqualTo("again");
        assertThat(stats()).isEqualTo("1 supporters, 1 petition");
    }

    @Test
    void who_is_asked_first_is_delivered_only_after_the_yes() throws Exception {
        change("updateOrgProcessing(name: $org, supporterConfirm: true) { id }", Map.of());
        awaitQueues();

        sign("jan@example.com");

        MimeMessage question = mail(1);
        assertThat(question.getSubject()).isEqualTo("question");
        assertThat(stats()).isEqualTo("0 supporters");
        assertThat(crm.channel().basicGet("cus." + orgId + ".deliver", true)).isNull();

        given().get(link(question, "accept")).then().statusCode(200);

        assertThat(action().get("stage").asText()).isEqualTo("deliver");
        assertThat(mail(2).getSubject()).isEqualTo("thanks");
        assertThat(stats()).isEqualTo("1 supporters, 1 petition");
    }

    @Test
    void who_says_no_is_never_told_of() throws Exception {
        change("updateOrgProcessing(name: $org, supporterConfirm: true) { id }", Map.of());
        awaitQueues();
        sign("jan@example.com");

        given().get(link(mail(1), "reject")).then().statusCode(200);

        given().get(link(mail(1), "accept")).then().statusCode(400);
        change("updateOrgProcessing(name: $org, supporterConfirm: false) { id }", Map.of());
        String other = sign("ada@example.com");
        assertThat(action().at("/contact/contactRef").asText()).isEqualTo(other);
        assertThat(stats()).isEqualTo("1 supporters, 1 petition");
    }

    @Test
    void what_a_moderator_lets_pass_is_delivered() throws Throwable {
        change("updateCampaignProcessing(name: $campaign, actionConfirm: true) { id }", Map.of("campaign", campaign));

        sign("jan@example.com");

        String code = codeForTheModerator();
        assertThat(stats()).isEqualTo("0 supporters");

        assertThat(change("acceptOrgConfirm(name: $org, confirm: {code: $code}) { status }", Map.of("code", code))
                .get("status").asText()).isEqualTo("SUCCESS");

        assertThat(action().get("stage").asText()).isEqualTo("deliver");
        assertThat(mail(1).getSubject()).isEqualTo("thanks");
        assertThat(mail(1).getAllRecipients()).singleElement().asString().contains("jan@example.com");
        assertThat(stats()).isEqualTo("1 supporters, 1 petition");
    }

    @Test
    void what_a_moderator_rejects_is_neither_delivered_nor_thanked_for() throws Exception {
        change("updateCampaignProcessing(name: $campaign, actionConfirm: true) { id }", Map.of("campaign", campaign));
        sign("jan@example.com");
        String code = codeForTheModerator();

        JsonNode rejected = change("rejectOrgConfirm(name: $org, confirm: {code: $code}) { status }", Map.of("code", code));

        assertThat(rejected.get("status").asText()).isEqualTo("SUCCESS");
        JsonNode late = Api.ask("mutation ($org: String!, $code: String!) { acceptOrgConfirm(name: $org, confirm: {code: $code})"
                + " { status } }", Map.of("org", org, "code", code));
        assertThat(late.at("/errors/0/message").asText()).isEqualTo("expired");
        change("updateCampaignProcessing(name: $campaign, actionConfirm: false) { id }", Map.of("campaign", campaign));
        String other = sign("ada@example.com");
        assertThat(action().at("/contact/contactRef").asText()).isEqualTo(other);
        assertThat(mail(1).getAllRecipients()).singleElement().asString().contains("ada@example.com");
        assertThat(stats()).isEqualTo("1 supporters, 1 petition");
    }

    @Test
    void a_share_of_a_known_supporter_follows_the_signature() throws Exception {
        String reference = sign("jan@example.com");
        JsonNode signature = action();

        JsonNode shared = anonymously("mutation ($page: Int!, $ref: ID!) { addAction(actionPageId: $page, contactRef: $ref,"
                + " action: {actionType: \"share\"}) { contactRef } }", Map.of("page", page, "ref", reference));

        assertThat(shared.at("/data/addAction/contactRef").asText()).isEqualTo(reference);
        JsonNode share = action();
        assertThat(share.at("/action/actionType").asText()).isEqualTo("share");
        assertThat(share.at("/contact/contactRef")).isEqualTo(signature.at("/contact/contactRef"));
        assertThat(stats()).isEqualTo("1 supporters, 1 petition, 1 share");
    }

    @Test
    void what_somebody_did_before_they_signed_waits_and_is_delivered_once_it_is_linked() throws Exception {
        String earlier = "bm90LWtub3duLXlldC0" + orgId % 10;
        share(earlier);
        assertThat(states()).containsExactly("share NEW");
        assertThat(stats()).isEqualTo("0 supporters");
        String reference = sign("jan@example.com");
        JsonNode signature = action();
        assertThat(signature.at("/action/actionType").asText()).isEqualTo("petition");

        JsonNode linked = anonymously("mutation ($page: Int!, $ref: ID!, $earlier: String!) {"
                + " linkActions(actionPageId: $page, contactRef: $ref, linkRefs: [$earlier]) { contactRef } }",
                Map.of("page", page, "ref", reference, "earlier", earlier));

        assertThat(linked.at("/data/linkActions/contactRef").asText()).isEqualTo(reference);
        JsonNode share = action();
        assertThat(share.at("/action/actionType").asText()).isEqualTo("share");
        assertThat(share.at("/contact/contactRef").asText()).isEqualTo(reference);
        assertThat(states()).containsExactly("share DELIVERED of ACCEPTED", "petition DELIVERED of ACCEPTED");
        assertThat(stats()).isEqualTo("1 supporters, 1 petition, 1 share");
        assertThat(inboxes.getReceivedMessages()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void where_both_are_asked_the_supporter_answers_first_then_the_moderator_then_it_is_delivered() throws Exception {
        change("updateOrgProcessing(name: $org, supporterConfirm: true, customActionConfirm: true) { id }", Map.of());
        awaitQueues();

        sign("jan@example.com");
        MimeMessage question = mail(1);
        assertThat(question.getSubject()).isEqualTo("question");
        assertThat(states()).containsExactly("petition NEW of CONFIRMING");
        assertThat(asked()).isEmpty();

        given().get(link(question, "accept")).then().statusCode(200);

        JsonNode moderated = JSON.readTree(crm.next("cus." + orgId + ".confirm.action").getBody());
        assertThat(moderated.get("stage").asText()).isEqualTo("action_confirm");
        assertThat(moderated.at("/contact/email").asText()).isEqualTo("jan@example.com");
        assertThat(states()).containsExactly("petition CONFIRMING of ACCEPTED");
        assertThat(stats()).isEqualTo("0 supporters");

        letPass(asked().get(0));

        JsonNode delivered = action();
        assertThat(delivered.get("actionId")).isEqualTo(moderated.get("actionId"));
        assertThat(delivered.at("/contact/email").asText()).isEqualTo("jan@example.com");
        assertThat(mail(2).getSubject()).isEqualTo("thanks");
        assertThat(states()).containsExactly("petition DELIVERED of ACCEPTED");
        assertThat(stats()).isEqualTo("1 supporters, 1 petition");
    }

    @Test
    void a_campaign_asks_its_supporters_though_the_org_does_not() throws Exception {
        change("updateCampaignProcessing(name: $campaign, supporterConfirm: true) { id }", Map.of("campaign", campaign));
        awaitQueues();

        sign("jan@example.com");

        MimeMessage question = mail(1);
        assertThat(question.getSubject()).isEqualTo("question");
        assertThat(states()).containsExactly("petition NEW of CONFIRMING");

        given().get(link(question, "accept")).then().statusCode(200);

        assertThat(action().get("stage").asText()).isEqualTo("deliver");
        assertThat(mail(2).getSubject()).isEqualTo("thanks");
        assertThat(states()).containsExactly("petition DELIVERED of ACCEPTED");
        assertThat(stats()).isEqualTo("1 supporters, 1 petition");
    }

    @Test
    void a_campaign_asks_nobody_though_the_org_does() throws Exception {
        change("updateOrgProcessing(name: $org, supporterConfirm: true) { id }", Map.of());
        change("updateCampaignProcessing(name: $campaign, supporterConfirm: false) { id }", Map.of("campaign", campaign));
        awaitQueues();

        sign("jan@example.com");

        assertThat(action().get("stage").asText()).isEqualTo("deliver");
        assertThat(mail(1).getSubject()).isEqualTo("thanks");
        assertThat(states()).containsExactly("petition DELIVERED of ACCEPTED");
    }

    @Test
    void what_somebody_does_after_they_said_no_is_rejected_and_nobody_is_told() throws Exception {
        change("updateOrgProcessing(name: $org, supporterConfirm: true) { id }", Map.of());
        awaitQueues();
        String reference = sign("jan@example.com");
        given().get(link(mail(1), "reject")).then().statusCode(200);
        assertThat(states()).containsExactly("petition REJECTED of REJECTED");

        share(reference);

        await().atMost(SOON).until(() -> states().equals(List.of("petition REJECTED of REJECTED", "share REJECTED of REJECTED")));
        change("updateOrgProcessing(name: $org, supporterConfirm: false) { id }", Map.of());
        String other = sign("ada@example.com");
        assertThat(action().at("/contact/contactRef").asText()).isEqualTo(other);
        assertThat(stats()).isEqualTo("1 supporters, 1 petition");
    }

    @Test
    void who_shares_before_the_moderator_answers_is_thanked_for_the_signature_all_the_same() throws Exception {
        change("updateCampaignProcessing(name: $campaign, actionConfirm: true) { id }", Map.of("campaign", campaign));
        String reference = sign("jan@example.com");
        await().atMost(SOON).until(() -> !asked().isEmpty());
        share(reference);
        assertThat(action().at("/action/actionType").asText()).isEqualTo("share");
        assertThat(states()).containsExactly("petition CONFIRMING of ACCEPTED", "share DELIVERED of ACCEPTED");

        letPass(asked().get(0));

        JsonNode delivered = action();
        assertThat(delivered.at("/action/actionType").asText()).isEqualTo("petition");
        assertThat(delivered.at("/contact/email").asText()).isEqualTo("jan@example.com");
        assertThat(mail(1).getSubject()).isEqualTo("thanks");
        assertThat(mail(1).getAllRecipients()[0]).hasToString("Jan <jan@example.com>");
        await().atMost(SOON).until(() -> text("select coalesce(email, 'cleared') from supporters where action_page_id = " + page)
                .equals(List.of("cleared")));
    }

    @Test
    void a_partners_page_delivers_to_partner_and_lead_each_with_its_own_consent() throws Exception {
        String partner = Api.addOrg();
        long partnerId = Api.answer("mutation ($n: String!) { updateOrgProcessing(name: $n, customActionDeliver: true) { id } }",
                Map.of("n", partner)).at("/updateOrgProcessing/id").asLong();
        page = addPage(partner);
        await().atMost(SOON).ignoreExceptions()
                .until(() -> crm.channel().queueDeclarePassive("cus." + partnerId + ".deliver") != null);

        sign("jan@example.com");

        JsonNode partners = JSON.readTree(crm.next("cus." + partnerId + ".deliver").getBody());
        assertThat(partners.at("/org/name").asText()).isEqualTo(partner);
        JsonNode leads = action();
        assertThat(leads.get("actionId")).isEqualTo(partners.get("actionId"));
        assertThat(leads.at("/privacy/optIn").asBoolean()).isTrue();
    }

    private long addPage(String owner) {
        return Api.answer("""
                mutation ($org: String!, $campaign: String!, $name: String!) {
                  addActionPage(orgName: $org, campaignName: $campaign, input: {name: $name, locale: "en"}) { id }
                }""", Map.of("org", owner, "campaign", campaign, "name", "lead.org/" + UUID.randomUUID()))
                .at("/addActionPage/id").asLong();
    }

    /** The reference that the widget gets. */
    @CanIgnoreReturnValue
    private String sign(String email) {
        JsonNode answer = anonymously("""
                mutation ($page: Int!, $email: String!) {
                  addActionContact(actionPageId: $page, action: {actionType: "petition"},
                    contact: {firstName: "Jan", lastName: "Kowalski", email: $email, address: {country: "PL"}},
                    privacy: {optIn: true, leadOptIn: true}) { contactRef }
                }""", Map.of("page", page, "email", email));
        assertThat(answer.has("errors")).as(answer.toString()).isFalse();
        return answer.at("/data/addActionContact/contactRef").asText();
    }

    private void share(String reference) {
        JsonNode answer = anonymously("mutation ($page: Int!, $ref: ID!) { addAction(actionPageId: $page, contactRef: $ref,"
                + " action: {actionType: \"share\"}) { contactRef } }", Map.of("page", page, "ref", reference));
        assertThat(answer.at("/data/addAction/contactRef").asText()).as(answer.toString()).isEqualTo(reference);
    }

    /** The codes of the actions that wait for a moderator. */
    private List<String> asked() {
        return text("select code from confirms where operation = 0 and subject_id in (select id from actions where"
                + " action_page_id = " + page + ")");
    }

    private void letPass(String code) {
        assertThat(change("acceptOrgConfirm(name: $org, confirm: {code: $code}) { status }", Map.of("code", code)).get("status")
                .asText()).isEqualTo("SUCCESS");
    }

    /** By action, in their order; of an action that nobody is known of only its own. */
    private List<String> states() {
        return text("""
                select a.action_type || ' ' || (array['NEW', 'CONFIRMING', 'REJECTED', 'ACCEPTED', 'DELIVERED', 'REPEAT'])[a.processing_status + 1]
                  || coalesce(' of ' || (array['NEW', 'CONFIRMING', 'REJECTED', 'ACCEPTED'])[s.processing_status + 1], '')
                from actions a left join supporters s on s.id = a.supporter_id where a.action_page_id = %d order by a.id"""
                .formatted(page));
    }

    private static JsonNode anonymously(String query, Map<String, ?> variables) {
        return JSON.valueToTree(given().contentType("application/json").body(Map.of("query", query, "variables", variables))
                .post("/api").then().statusCode(200).extract().as(Map.class));
    }

    /** Changes the org, named {@code $org}. */
    @CanIgnoreReturnValue
    private JsonNode change(String mutation, Map<String, Object> variables) {
        List<String> declared = new ArrayList<>();
        Map<String, Object> all = new HashMap<>(variables);
        all.put("org", org);
        all.forEach((name, value) -> {
            if (mutation.contains("$" + name)) {
                declared.add("$" + name + (value instanceof Long ? ": Int!" : ": String!"));
            }
        });
        all.keySet().removeIf(name -> !mutation.contains("$" + name));
        JsonNode data = Api.answer("mutation (" + String.join(", ", declared) + ") { " + mutation + " }", all);
        return data.elements().next();
    }

    /** The next action in the CRM's queue. */
    private JsonNode action() throws Exception {
        return message("proca:action:2");
    }

    private JsonNode event(String type) throws Exception {
        JsonNode event = message("proca:event:2");
        assertThat(event.get("eventType").asText()).isEqualTo(type);
        return event;
    }

    private JsonNode message(String schema) throws Exception {
        GetResponse next = crm.next("cus." + orgId + ".deliver");
        JsonNode body = JSON.readTree(next.getBody());
        // creating and changing the campaign is told in the same queue
        return body.get("schema").asText().equals(schema) && !body.path("eventType").asText().equals("campaign_updated") ? body
                : message(schema);
    }

    private String codeForTheModerator() {
        return await().atMost(SOON).until(() -> text("select code from confirms where operation = 0 and subject_id in"
                + " (select id from actions where action_page_id = " + page + ")"), codes -> !codes.isEmpty()).get(0);
    }

    private MimeMessage mail(int number) {
        await().atMost(SOON).until(() -> inboxes.getReceivedMessages().length >= number);
        return inboxes.getReceivedMessages()[number - 1];
    }

    /** As the reader's program asks for it: the host is that of the public address. */
    private static URI link(MimeMessage mail, String name) {
        Matcher links = LINK.matcher(GreenMailUtil.getBody(mail).replace("=\r\n", "").replace("=3D", "="));
        while (links.find()) {
            if (links.group(1).equals(name)) {
                return URI.create(links.group(2));
            }
        }
        throw new AssertionError("no link " + name + " in the mail");
    }

    private String stats() {
        JsonNode stats = anonymously("query ($n: String!) { campaign(name: $n) { stats { supporterCount"
                + " actionCount { actionType count } } } }", Map.of("n", campaign)).at("/data/campaign/stats");
        StringBuilder told = new StringBuilder(stats.get("supporterCount").asText() + " supporters");
        stats.get("actionCount").forEach(type -> told.append(", ").append(type.get("count").asText()).append(' ')
                .append(type.get("actionType").asText()));
        return told.toString();
    }

    private void awaitQueues() {
        await().atMost(SOON).until(() -> text("select id::text from notify.outbox where org_id = " + orgId
                + " and channel = 'topology' and state = 'pending'").isEmpty());
    }

    private void sql(String statement) throws Throwable {
        var unused = VertxContextSupport.subscribeAndAwait(() -> pool.query(statement).execute());
    }

    private List<String> text(String query) {
        List<String> texts = new ArrayList<>();
        try {
            VertxContextSupport.subscribeAndAwait(() -> pool.query(query).execute())
                    .forEach(row -> texts.add(row.getString(0)));
        } catch (Throwable failure) {
            throw new IllegalStateException(query, failure);
        }
        return texts;
    }
}
