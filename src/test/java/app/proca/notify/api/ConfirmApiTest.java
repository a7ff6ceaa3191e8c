package app.proca.notify.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.rabbitmq.client.GetResponse;

import app.proca.notify.confirm.Confirm;
import app.proca.notify.confirm.ConfirmOperation;
import app.proca.notify.confirm.Confirms;
import app.proca.notify.testing.Api;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.People;
import app.proca.notify.testing.Services;
import app.proca.notify.user.Role;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Questions and answers over the API, and the events that tell of them, compared whole with samples. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class ConfirmApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String ACCEPT =
            "mutation ($name: String!, $confirm: ConfirmInput!) { acceptOrgConfirm(name: $name, confirm: $confirm) "
                    + "{ status message actionPage { id name live } campaign { name } org { name } } }";
    private static final String REJECT =
            "mutation ($name: String!, $confirm: ConfirmInput!) { rejectOrgConfirm(name: $name, confirm: $confirm) { status } }";
    private static final String LAUNCH =
            "mutation ($name: String!, $message: String) { launchActionPage(name: $name, message: $message) { status } }";
    private static final String INVITE =
            "mutation ($org: String!, $email: String!, $role: String!) { inviteOrgUser(orgName: $org, "
                    + "input: {email: $email, role: $role}, message: \"join us\") { code email message objectId creator { email } } }";

    @Inject
    Pool pool;
    @Inject
    Confirms confirms;

    private final Crm crm = new Crm();
    private String lead;
    private String partner;
    private String campaign;
    private String page;
    private String campaigner;
    private String asking;

    @BeforeEach
    void a_partner_has_a_page_in_the_leads_campaign() throws Exception {
        crm.connect();
        lead = Api.addOrg();
        partner = Api.addOrg();
        campaign = Api.addCampaign(lead);
        page = addPage(partner);
        campaigner = People.aStaffer(lead, Role.CAMPAIGNER.mask());
        asking = People.aStaffer(partner, Role.CAMPAIGNER.mask());
        listen(lead);
    }

    @AfterEach
    void disconnect() {
        crm.disconnect();
    }

    @Test
    void a_page_of_the_leads_own_goes_live_at_once() {
        String own = addPage(lead);

        JsonNode launched = Api.answerAs(campaigner, LAUNCH, Map.of("name", own));

        assertThat(launched.at("/launchActionPage/status").asText()).isEqualTo("SUCCESS");
        assertThat(isLive(own)).isTrue();
        assertThat(sql("select 1 from confirms where object_id = $1", pageId(own))).isEmpty();
        assertThat(sql("select 1 from notify.outbox where channel = 'live' and body::jsonb #>> '{page,name}' = $1"
                + " and (body::jsonb #>> '{page,live}')::boolean", own)).hasSize(1);
    }

    @Test
    void a_partners_page_waits_for_the_lead_who_hears_of_it() throws Exception {
        JsonNode launched = Api.answerAs(asking, LAUNCH, Map.of("name", page, "message", "Please let us in"));

        assertThat(launched.at("/launchActionPage/status").asText()).isEqualTo("CONFIRMING");
        assertThat(isLive(page)).isFalse();
        GetResponse message = crm.next("cus." + id(lead) + ".deliver");
        assertThat(message.getEnvelope().getRoutingKey()).isEqualTo("confirm_created.launch_page");
        JsonNode sample = sample("event__confirm_created.launch_page.json");
        ObjectNode body = (ObjectNode) JSON.readTree(message.getBody());
        ObjectNode confirm = (ObjectNode) body.get("confirm");
        String code = confirm.get("code").asText();
        assertThat(code).matches("[0-9]{8}");
        assertThat(confirm.get("acceptLink").asText())
                .isEqualTo("https://localhost/link/accept/" + code + "?id=" + pageId(page));
        confirm.put("code", "81492929").put("subjectId", 2).put("objectId", 4)
                .put("acceptLink", confirm.get("acceptLink").asText().replace(code, "81492929").replaceFirst("id=.*", "id=4"))
                .put("rejectLink", confirm.get("rejectLink").asText().replace(code, "81492929").replaceFirst("id=.*", "id=4"));
        ((ObjectNode) confirm.get("campaign")).put("name", "save-oceans").put("title", "Save all Oceans");
        ((ObjectNode) confirm.get("org")).put("name", "partner").put("title", "Partner Org");
        ((ObjectNode) confirm.get("creator")).put("email", "partner@example.org");
        assertThat(body.get("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        body.put("timestamp", sample.at("/body/timestamp").asText());
        assertThat(body).isEqualTo(sample.get("body"));
    }

    @Test
    void the_lead_accepts_and_the_page_is_live_and_the_partner_has_joined() throws Exception {
        String code = ask("Second try");

        JsonNode accepted = Api.answerAs(campaigner, ACCEPT, key(lead, code));

        assertThat(accepted).isEqualTo(JSON.valueToTree(Map.of("acceptOrgConfirm", JSON.readTree("""
                {"actionPage": {"id": %d, "live": true, "name": "%s"}, "campaign": null, "message": "Second try",
                 "org": null, "status": "SUCCESS"}""".formatted(pageId(page), page)))));
        assertThat(sql("select 1 from notify.outbox where channel = 'live' and body::jsonb #>> '{page,name}' = $1"
                + " and (body::jsonb #>> '{page,live}')::boolean", page)).hasSize(1);
        String queue = "cus." + id(lead) + ".deliver";
        assertThat(crm.next(queue).getEnvelope().getRoutingKey()).isEqualTo("confirm_created.launch_page");
        GetResponse message = crm.next(queue);
        assertThat(message.getEnvelope().getRoutingKey()).isEqualTo("system.join_campaign");
        assertThat(joined(message)).isEqualTo(sample("event__system.join_campaign.json").get("body"));
        assertThat(Api.askAs(campaigner, ACCEPT, key(lead, code)).at("/errors/0/extensions/code").asText()).isEqualTo("expired");
    }

    @Test
    void where_who_asked_is_gone_the_page_goes_live_and_nobody_is_told_that_they_joined() throws Exception {
        String code = ask("Please");
        var unused = sql("update confirms set creator_id = null where code = $1 returning id", code);

        assertThat(Api.askAs(campaigner, ACCEPT, key(lead, code)).has("errors")).isFalse();

        assertThat(isLive(page)).isTrue();
        assertThat(sql("select 1 from notify.outbox where kind = 'join_campaign' and org_id = $1", id(lead))).isEmpty();
    }

    @Test
    void a_partner_cannot_accept_or_reject_its_own_request() throws Exception {
        String code = ask("Please");

        JsonNode accepted = Api.askAs(asking, ACCEPT, key(partner, code));
        JsonNode rejected = Api.askAs(asking, REJECT, key(partner, code));

        JsonNode expected = JSON.readTree("""
                {"message": "User does not have sufficient permissions",
                 "extensions": {"code": "permission_denied", "required": ["manage_campaigns"]}}""");
        for (JsonNode refused : List.of(accepted, rejected)) {
            ObjectNode error = (ObjectNode) refused.at("/errors/0");
            error.remove(List.of("path", "locations"));
            assertThat(error).isEqualTo(expected);
        }
        assertThat(charges(code)).isEqualTo(1);
        assertThat(isLive(page)).isFalse();
    }

    @Test
    void a_rejected_request_can_be_accepted_no_more() {
        String code = ask("Please");

        JsonNode rejected = Api.answerAs(campaigner, REJECT, key(lead, code));

        assertThat(rejected.at("/rejectOrgConfirm/status").asText()).isEqualTo("SUCCESS");
        JsonNode late = Api.askAs(campaigner, ACCEPT, key(lead, code));
        assertThat(late.at("/errors/0/message").asText()).isEqualTo("expired");
        assertThat(late.at("/errors/0/extensions/code").asText()).isEqualTo("expired");
        assertThat(isLive(page)).isFalse();
    }

    @Test
    void a_wrong_code_and_a_right_one_with_a_wrong_object_are_invalid() {
        String code = ask("Please");

        JsonNode wrong = Api.askAs(campaigner, ACCEPT, Map.of("name", lead, "confirm", Map.of("code", "000")));
        JsonNode alone = Api.askAs(campaigner, ACCEPT, Map.of("name", lead, "confirm", Map.of("code", code)));
        JsonNode other = Api.askAs(campaigner, ACCEPT, Map.of("name", lead, "confirm", Map.of("code", code, "objectId", 0)));

        assertThat(List.of(wrong, alone, other)).allSatisfy(answer -> {
            assertThat(answer.at("/errors/0/message").asText()).isEqualTo("code invalid");
            assertThat(answer.at("/errors/0").has("extensions")).isFalse();
        });
    }

    @Test
    void a_code_of_two_charges_can_be_used_twice() {
        String code = ask("Please");
        sql("update confirms set charges = 2 where code = $1", code);

        JsonNode first = Api.answerAs(campaigner, ACCEPT, key(lead, code));
        int left = charges(code);
        JsonNode second = Api.answerAs(campaigner, ACCEPT, key(lead, code));
        JsonNode third = Api.askAs(campaigner, ACCEPT, key(lead, code));

        assertThat(List.of(first.at("/acceptOrgConfirm/status").asText(), second.at("/acceptOrgConfirm/status").asText()))
                .containsExactly("SUCCESS", "SUCCESS");
        assertThat(left).isEqualTo(1);
        assertThat(charges(code)).isZero();
        assertThat(third.at("/errors/0/extensions/code").asText()).isEqualTo("expired");
    }

    @Test
    void of_many_who_accept_at_the_same_time_one_succeeds() throws Exception {
        String code = ask("Please");
        ExecutorService people = Executors.newFixedThreadPool(8);

        List<Future<JsonNode>> answers = people.invokeAll(IntStream.range(0, 8)
                .<Callable<JsonNode>>mapToObj(i -> () -> Api.askAs(campaigner, ACCEPT, key(lead, code))).toList());
        people.shutdown();

        List<JsonNode> all = answers.stream().map(ConfirmApiTest::result).toList();
        assertThat(all).filteredOn(answer -> !answer.has("errors")).hasSize(1);
        assertThat(all).filteredOn(answer -> answer.has("errors"))
                .allMatch(answer -> answer.at("/errors/0/message").asText().equals("expired"));
        assertThat(charges(code)).isZero();
        assertThat(sql("select 1 from notify.outbox where kind = 'join_campaign' and org_id = $1", id(lead))).hasSize(1);
    }

    @Test
    void a_join_request_launches_all_pages_of_the_partner() throws Throwable {
        String second = addPage(partner);
        String foreign = addPage(Api.addOrg());
        String code = put(ConfirmOperation.JOIN_CAMPAIGN, id(partner), campaignId());

        JsonNode joined = Api.answerAs(campaigner, ACCEPT,
                Map.of("name", lead, "confirm", Map.of("code", code, "objectId", campaignId())));

        assertThat(joined.at("/acceptOrgConfirm/status").asText()).isEqualTo("SUCCESS");
        assertThat(List.of(isLive(page), isLive(second), isLive(foreign))).containsExactly(true, true, false);
        GetResponse message = crm.next("cus." + id(lead) + ".deliver");
        assertThat(JSON.readTree(message.getBody()).get("actionPageId").asLong()).isEqualTo(pageId(second));
        assertThat(sql("select 1 from notify.outbox where channel = 'live' and body::jsonb #>> '{org,id}' = $1"
                + " and (body::jsonb #>> '{page,live}')::boolean", String.valueOf(id(partner)))).hasSize(2);
    }

    @Test
    void of_a_question_with_neither_org_nor_address_only_the_instance_hears() throws Throwable {
        String code = put(ConfirmOperation.JOIN_CAMPAIGN, id(partner), campaignId());

        assertThat(sql("select channel, address, routing_key from notify.outbox where body like $1", "%" + code + "%"))
                .singleElement().satisfies(told -> {
                    assertThat(told.getString("address")).isEqualTo("org." + id("instance") + ".event");
                    assertThat(told.getString("routing_key")).isEqualTo("confirm_created.join_campaign");
                });
    }

    @Test
    void an_action_is_let_pass_or_not_by_its_code_alone() throws Throwable {
        String accepted = put(ConfirmOperation.CONFIRM_ACTION, action(1), null);
        String rejected = put(ConfirmOperation.CONFIRM_ACTION, action(1), null);
        String delivered = put(ConfirmOperation.CONFIRM_ACTION, action(4), null);
        String answer = "mutation ($accepted: String!, $rejected: String!, $delivered: String!) { "
                + "a: acceptUserConfirm(confirm: {code: $accepted}) { status } "
                + "b: rejectUserConfirm(confirm: {code: $rejected}) { status } "
                + "c: acceptUserConfirm(confirm: {code: $delivered}) { status } }";

        JsonNode answers = Api.answerAs(People.aUser(), answer,
                Map.of("accepted", accepted, "rejected", rejected, "delivered", delivered));

        assertThat(List.of(answers.at("/a/status").asText(), answers.at("/b/status").asText(), answers.at("/c/status").asText()))
                .containsExactly("SUCCESS", "SUCCESS", "NOOP");
        assertThat(
                sql("select processing_status from actions where action_page_id = $1 order by id", (long) pageId(page)).stream()
                        .map(row -> row.getInteger("processing_status")))
                .containsExactly(3, 2, 4);
    }

    @Test
    void a_rejection_that_commits_while_a_moderator_accepts_stays() throws Throwable {
        long action = action(1);
        Map<String, ?> code = Map.of("code", put(ConfirmOperation.CONFIRM_ACTION, action, null));
        String moderator = People.aUser();
        ExecutorService people = Executors.newSingleThreadExecutor();
        SqlConnection supporter = VertxContextSupport.subscribeAndAwait(pool::getConnection);
        try {
            run(supporter, "begin");
            run(supporter, "update actions set processing_status = 2 where id = " + action);

            Future<JsonNode> accepted = people.submit(() -> Api.askAs(moderator,
                    "mutation ($code: String!) { acceptUserConfirm(confirm: {code: $code}) { status } }", code));
            int rejecting = run(supporter, "select pg_backend_pid()").iterator().next().getInteger(0);
            Awaitility.await().atMost(SOON)
                    .until(() -> !sql("select 1 from pg_stat_activity where $1 = any(pg_blocking_pids(pid))", rejecting)
                            .isEmpty());
            run(supporter, "commit");

            assertThat(result(accepted).at("/errors/0/message").asText()).isEqualTo("action already rejected");
            assertThat(sql("select processing_status from actions where id = $1", action).get(0).getInteger(0)).isEqualTo(2);
        } finally {
            people.shutdownNow();
            VertxContextSupport.subscribeAndAwait(supporter::close);
        }
    }

    @CanIgnoreReturnValue
    private static RowSet<Row> run(SqlConnection connection, String statement) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> connection.query(statement).execute());
    }

    private long action(int status) {
        return sql("""
                insert into actions (action_type, action_page_id, processing_status, inserted_at, updated_at)
                values ('petition', $1, $2, now(), now()) returning id""", (long) pageId(page), status).get(0).getLong("id");
    }

    @Test
    void an_invitation_is_answered_as_in_proca_and_the_instance_hears_of_it() throws Exception {
        JsonNode invited = Api.answerAs(campaigner, INVITE,
                Map.of("org", lead, "email", "new@example.org", "role", "campaigner")).get("inviteOrgUser");

        String code = invited.get("code").asText();
        assertThat(invited).isEqualTo(JSON.readTree("""
                {"code": "%s", "email": "new@example.org", "message": "join us", "objectId": 1540096,
                 "creator": {"email": "%s"}}""".formatted(code, campaigner)));
        JsonNode body = JSON.readTree(sql("select body from notify.outbox where routing_key = 'confirm_created.add_staffer' "
                + "and address = 'org.' || (select id from orgs where name = 'instance') || '.event' and body like $1",
                "%" + code + "%").get(0).getString("body"));
        ObjectNode told = (ObjectNode) JSON.readTree(body.toString().replace(code, "62949035"));
        JsonNode sample = sample("event__confirm_created.add_staffer.json");
        told.put("timestamp", sample.at("/body/timestamp").asText());
        ((ObjectNode) told.at("/confirm/org")).put("name", "lead");
        ((ObjectNode) told.at("/confirm/creator")).put("email", "admin@example.org");
        ((ObjectNode) told.get("confirm")).put("subjectId", 2);
        assertThat(told).isEqualTo(sample.get("body"));
    }

    @Test
    void who_was_invited_works_for_the_org_once_they_accept() {
        String invited = People.aUser();
        String code = Api.answerAs(campaigner, INVITE, Map.of("org", lead, "email", invited, "role", "translator"))
                .at("/inviteOrgUser/code").asText();
        String accept =
                "mutation ($confirm: ConfirmInput!) { acceptUserConfirm(confirm: $confirm) { status org { name } message } }";
        Map<String, ?> key = Map.of("confirm", Map.of("code", code, "email", invited.toUpperCase(Locale.ROOT)));

        JsonNode accepted = Api.answerAs(invited, accept, key);

        assertThat(accepted.at("/acceptUserConfirm/status").asText()).isEqualTo("SUCCESS");
        assertThat(accepted.at("/acceptUserConfirm/org/name").asText()).isEqualTo(lead);
        assertThat(Api.answerAs(invited, "{ currentUser { roles { org { name } role } } }", Map.of()).at("/currentUser/roles/0"))
                .isEqualTo(JSON.valueToTree(Map.of("org", Map.of("name", lead), "role", "translator")));
        assertThat(Api.askAs(invited, accept, key).at("/errors/0/extensions/code").asText()).isEqualTo("expired");
    }

    @Test
    void nobody_invites_to_a_role_above_their_own_or_without_the_right_to_invite() {
        String coordinator = People.aStaffer(lead, Role.COORDINATOR.mask());

        JsonNode above = Api.askAs(campaigner, INVITE, Map.of("org", lead, "email", "new@example.org", "role", "owner"));
        JsonNode without = Api.askAs(coordinator, INVITE, Map.of("org", lead, "email", "new@example.org", "role", "coordinator"));

        assertThat(above.at("/errors/0/message").asText()).isEqualTo("User must have higher role");
        assertThat(above.at("/errors/0/extensions/code").asText()).isEqualTo("permission_denied");
        assertThat(without.at("/errors/0/extensions/required/0").asText()).isEqualTo("change_org_users");
    }

    @Test
    void an_org_that_is_invited_gets_a_page_of_its_own() throws Throwable {
        String leads = addPage(lead);
        String code = put(ConfirmOperation.ADD_PARTNER, pageId(leads), null);

        JsonNode accepted = Api.answerAs(asking, ACCEPT, Map.of("name", partner, "confirm", Map.of("code", code)));

        String copy = partner + leads.substring(leads.indexOf('/'));
        assertThat(accepted.at("/acceptOrgConfirm/actionPage/name").asText()).isEqualTo(copy);
        assertThat(
                sql("select 1 from action_pages where name = $1::text::citext and org_id = $2 and not live", copy, id(partner)))
                .hasSize(1);
    }

    @Test
    void the_lead_sees_its_partners_and_what_they_ask() {
        String code = ask("Please");

        JsonNode seen = Api.answerAs(campaigner, "query ($name: String!) { campaign(name: $name) { ... on PrivateCampaign "
                + "{ partnerships { org { name } actionPages { name } launchRequests { code message objectId creator { email } } "
                + "launchRequesters { email roles { role org { name } } } } } } }", Map.of("name", campaign));

        assertThat(seen.at("/campaign/partnerships")).isEqualTo(JSON.valueToTree(List.of(Map.of("org", Map.of("name", partner),
                "actionPages", List.of(Map.of("name", page)),
                "launchRequests", List.of(Map.of("code", code, "message", "Please", "objectId", pageId(page), "creator",
                        Map.of("email", asking))),
                "launchRequesters", List.of(Map.of("email", asking, "roles",
                        List.of(Map.of("role", "campaigner", "org", Map.of("name", partner)))))))));
    }

    @Test
    void who_runs_the_instance_tells_of_a_question_again_and_nobody_else_does() throws Exception {
        String code = ask("Please");
        String queue = "cus." + id(lead) + ".deliver";
        JsonNode first = JSON.readTree(crm.next(queue).getBody());
        String again = "mutation ($code: String) { sendConfirmAsEvent(code: $code) sendConfirmByEmail(code: $code) }";
        long mails = mails(code);

        JsonNode refused = Api.askAs(campaigner, again, Map.of("code", code));
        JsonNode done = Api.answer(again, Map.of("code", code));

        assertThat(refused.at("/errors/0/extensions/required/0").asText()).isEqualTo("instance_owner");
        assertThat(done).isEqualTo(JSON.valueToTree(Map.of("sendConfirmAsEvent", "SUCCESS", "sendConfirmByEmail", "SUCCESS")));
        assertThat(JSON.readTree(crm.next(queue).getBody()).get("confirm")).isEqualTo(first.get("confirm"));
        // the lead's founder and its campaigner
        assertThat(mails).isEqualTo(2);
        assertThat(mails(code)).isEqualTo(2 * mails);
    }

    private long mails(String code) {
        return sql("select 1 from notify.outbox where channel = 'mail' and kind = 'launch_page' and body like $1",
                "%" + code + "%")
                .size();
    }

    private String ask(String message) {
        JsonNode asked = Api.answerAs(asking, LAUNCH, Map.of("name", page, "message", message));
        assertThat(asked.at("/launchActionPage/status").asText()).isEqualTo("CONFIRMING");
        return sql("select code from confirms where object_id = $1 order by id desc", (int) pageId(page)).get(0)
                .getString("code");
    }

    private Map<String, ?> key(String org, String code) {
        return Map.of("name", org, "confirm", Map.of("code", code, "objectId", pageId(page)));
    }

    /** For what has no operation of the API. */
    private String put(ConfirmOperation operation, long subject, Integer object) throws Throwable {
        Confirm question = new Confirm();
        question.operation = operation;
        question.subjectId = Math.toIntExact(subject);
        question.objectId = object;
        question.creatorId = sql("select id from users where email = $1::text::citext", asking).get(0).getLong("id");
        return VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> confirms.ask(question))).code;
    }

    private String addPage(String org) {
        String name = org + "/bees-" + UUID.randomUUID();
        Api.answer("mutation ($org: String!, $campaign: String!, $name: String!) { addActionPage(orgName: $org, "
                + "campaignName: $campaign, input: {name: $name, locale: \"en\"}) { id } }",
                Map.of("org", org, "campaign", campaign, "name", name));
        return name;
    }

    /** Waits until the broker has the queue. */
    private void listen(String org) {
        Api.answer("mutation ($org: String!) { updateOrgProcessing(name: $org, customEventDeliver: true) { id } }",
                Map.of("org", org));
        Awaitility.await().atMost(SOON).until(() -> sql("select 1 from notify.outbox where org_id = $1 and channel = 'topology'"
                + " and state = 'pending'", id(org)).isEmpty());
        // orgs of other tests' databases had the same ids, on the same broker
        Awaitility.await().atMost(SOON).ignoreExceptions()
                .until(() -> crm.channel().queuePurge("cus." + id(org) + ".deliver") != null);
    }

    private ObjectNode joined(GetResponse message) throws IOException {
        ObjectNode body = (ObjectNode) JSON.readTree(message.getBody());
        assertThat(body.get("actionPageId").asLong()).isEqualTo(pageId(page));
        assertThat(body.get("campaignId").asLong()).isEqualTo(campaignId().longValue());
        assertThat(body.get("orgId").asLong()).isEqualTo(id(partner));
        assertThat(body.at("/contact/email").asText()).isEqualTo(asking);
        assertThat(body.at("/contact/firstName").asText()).isEqualTo(asking.substring(0, asking.indexOf('@')));
        assertThat(body.at("/action/createdAt").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        body.put("actionPageId", 4).put("campaignId", 2).put("orgId", 4);
        ((ObjectNode) body.get("actionPage")).put("name", "partner/oceans-en");
        ((ObjectNode) body.get("campaign")).put("name", "save-oceans").put("title", "Save all Oceans").put("externalId", 777);
        ((ObjectNode) body.get("contact")).put("email", "partner@example.org").put("firstName", "partner");
        ((ObjectNode) body.get("org")).put("name", "partner").put("title", "Partner Org");
        ((ObjectNode) body.get("action")).put("createdAt", "2026-11-23T23:43:33.462561Z");
        return body;
    }

    private boolean isLive(String name) {
        return sql("select live from action_pages where name = $1::text::citext", name).get(0).getBoolean("live");
    }

    private int charges(String code) {
        return sql("select charges from confirms where code = $1", code).get(0).getInteger("charges");
    }

    private int pageId(String name) {
        return sql("select id from action_pages where name = $1::text::citext", name).get(0).getLong("id").intValue();
    }

    private Integer campaignId() {
        return sql("select id from campaigns where name = $1::text::citext", campaign).get(0).getLong("id").intValue();
    }

    private long id(String org) {
        return sql("select id from orgs where name = $1::text::citext", org).get(0).getLong("id");
    }

    @CanIgnoreReturnValue
    private List<Row> sql(String statement, Object... values) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> pool.preparedQuery(statement).execute(Tuple.from(values))
                    .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList()));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static JsonNode result(Future<JsonNode> answer) {
        try {
            return answer.get();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static JsonNode sample(String name) throws IOException {
        try (var stream = ConfirmApiTest.class.getResourceAsStream("/samples/amqp/" + name)) {
            return JSON.readTree(stream);
        }
    }
}
