package app.proca.notify.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;

import app.proca.notify.action.Action;
import app.proca.notify.change.Created;
import app.proca.notify.change.Updated;
import app.proca.notify.supporter.Supporter;
import app.proca.notify.testing.Api;
import app.proca.notify.testing.Node;
import app.proca.notify.testing.NothingProcessed;
import app.proca.notify.testing.Rows;
import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;

/** Supporters act: from the request, as Proca's widget sends it, to the answer and the rows. */
@QuarkusTest
@TestProfile(NothingProcessed.class)
@QuarkusTestResource(Services.class)
class ActionApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String SIGN =
            "addActionContact(actionPageId: PAGE, action: {actionType: \"petition\"}, contact: {firstName:"
                    + " \"Jan\", lastName: \"Kowalski\", email: \"jan@example.com\", address: {country: \"PL\", postcode: \"00-001\","
                    + " locality: \"Warsaw\", street: \"Prosta\", streetNumber: \"1\"}}, privacy: {optIn: true})";

    @Inject
    Pool pool;
    @Inject
    Probe probe;

    private String org;
    private String campaign;
    private long page;

    @BeforeEach
    void an_org_has_a_page_in_a_campaign_of_its_own() {
        org = Api.addOrg();
        campaign = Api.addCampaign(org);
        page = addPage(org, campaign);
    }

    @Test
    void a_signature_is_answered_as_proca_answers_it_and_is_in_the_rows() throws Exception {
        JsonNode sample = sample("addActionContact-lead");

        JsonNode answer = ask(sample.at("/request/query").asText(), variables(sample));

        ObjectNode expected = sample.get("response").deepCopy();
        ((ObjectNode) expected.at("/data/addActionContact")).put("contactRef", reference("jan@example.com"));
        assertThat(answer).isEqualTo(expected);
        assertThat(rows("select first_name, last_name, email, address, area, processing_status, email_status, dupe_rank"
                + " from supporters where action_page_id = " + page))
                .containsExactly("Jan|null|jan@example.com|null|PL|0|0|null");
        assertThat(rows("select a.action_type, a.fields, a.with_consent, a.testing, a.processing_status, a.ref is null,"
                + " a.supporter_id = s.id, a.campaign_id = s.campaign_id, a.source_id = s.source_id from actions a join supporters s"
                + " on s.action_page_id = a.action_page_id where a.action_page_id = " + page))
                .containsExactly(
                        "petition|{\"n\":1,\"foo\":\"Bar\",\"list\":[\"a\",\"b\"]}|true|false|0|true|true|true|true");
        assertThat(rows("select source, medium, campaign, content, location from sources where id in (select source_id from"
                + " actions where action_page_id = " + page + ")"))
                .containsExactly("fb|social|c1|v1 v2|https://lead.org/petition");
        assertThat(rows("select convert_from(payload, 'utf8'), crypto_nonce, public_key_id, sign_key_id, communication_consent,"
                + " delivery_consent, array_to_string(communication_scopes, ',') from contacts where supporter_id in (select id"
                + " from supporters where action_page_id = " + page + ")"))
                .containsExactly("{\"address\":{\"locality\":\"Warsaw\",\"region\":null,\"street\":null,\"streetNumber\":null},"
                        + "\"area\":\"PL\",\"country\":\"PL\",\"email\":\"jan@example.com\",\"firstName\":\"Jan\","
                        + "\"lastName\":\"Kowalski\",\"phone\":\"+48123456789\",\"postcode\":\"00-001\"}"
                        + "|null|null|null|true|true|email");
    }

    @ParameterizedTest
    @ValueSource(strings = { "addActionContact-bad-actiontype", "addActionContact-bad-email" })
    void what_is_wrong_is_told_as_proca_tells_it_and_changes_nothing(String name) throws Exception {
        JsonNode sample = sample(name);
        Map<String, String> before = Rows.ofAllTables(pool);

        JsonNode answer = ask(sample.at("/request/query").asText(), variables(sample));

        assertThat(answer).isEqualTo(sample.get("response"));
        assertThat(Rows.ofAllTables(pool)).isEqualTo(before);
    }

    @Test
    void a_further_action_goes_to_who_has_the_reference() throws Exception {
        sign("jan@example.com", "");
        JsonNode sample = sample("addAction-ref");
        ObjectNode variables = (ObjectNode) variables(sample);
        variables.put("p", page).put("r", reference("jan@example.com"));

        JsonNode answer = ask(sample.at("/request/query").asText(), variables);

        ObjectNode expected = sample.get("response").deepCopy();
        ((ObjectNode) expected.at("/data/addAction")).put("contactRef", reference("jan@example.com"));
        assertThat(answer).isEqualTo(expected);
        assertThat(rows(
                "select a.action_type, a.with_consent, a.fields, a.supporter_id = s.id, a.ref, o.source, o.medium, o.campaign"
                        + " from actions a join supporters s on s.action_page_id = a.action_page_id join sources o on o.id = a.source_id"
                        + " where a.action_page_id = " + page + " and a.action_type = 'share'"))
                .containsExactly("share|false|{\"medium\":\"whatsapp\"}|true|null|a|b|c");
    }

    @Test
    void a_page_that_nobody_knows_is_named() {
        for (String operation : List.of(SIGN, "addAction(actionPageId: PAGE, contactRef: \"abcd\", action: {actionType: \"x\"})",
                "linkActions(actionPageId: PAGE, contactRef: \"abcd\")")) {
            JsonNode error = ask("mutation { " + operation.replace("PAGE", "2147483647") + " { contactRef } }",
                    JSON.createObjectNode()).at("/errors/0");

            assertThat(error.get("message").asText())
                    .isEqualTo("action_page_id: Cannot find Action Page with id=2147483647");
            assertThat(error.has("extensions")).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            email: "jan@example.com"            | email: ""                           | email     |           | can't be blank
            firstName: "Jan"                    | firstName: "JanNUL"                 | name      |           | has invalid format
            privacy: {optIn: true}              | privacy: {}, contactRef: "%"        |           |       | contact_ref: Cannot decode from Base64url
            actionType: "petition"              | actionType: "petition", mtt: {targets: []} | mtt |      | Campaign does not support MTT
            actionType: "petition"              | actionType: "petition", mtt: {targets: ["x"]} | mtt | targets | is invalid
            actionType: "petition"              | actionType: "petition", customFields: {a: {b: 1}} | customFields | | must be a map
            actionType: "petition"              | actionType: "petition", customFields: {a: "LONG"} | customFields | | should be at most 5120 byte(s)
            actionType: "petition"              | actionType: "donate", donation: {amount: 0, payload: "{}"} | donation | amount | must be positive
            country: "PL"                       | country: "POLAND"                   | address   | country | should be at most 5
            email: "jan@example.com"            | email: "jan@example.com", birthDate: "soon" |  |  | Date
            """)
    void bad_input_is_told_with_its_field_and_changes_nothing(String right, String wrong, String outer, String inner,
            String message) {
        Map<String, String> before = Rows.ofAllTables(pool);
        String query = "mutation { " + SIGN.replace("PAGE", Long.toString(page))
                .replace(right, wrong.replace("NUL", "\\u0000").replace("LONG", "x".repeat(5_200))) + " { contactRef } }";

        JsonNode answer = ask(query, JSON.createObjectNode());

        assertThat(answer.at("/errors").findValuesAsText("message")).as(answer.toString())
                .anyMatch(told -> told.contains(message));
        assertThat(answer.get("errors").findValuesAsText("code")).as(answer.toString()).doesNotContain("internal_error");
        if (outer != null) {
            assertThat(answer.at("/errors/0/path").toString()).isEqualTo("[\"addActionContact\",\"" + outer + "\""
                    + (inner == null ? "" : ",\"" + inner + "\"") + "]");
        }
        assertThat(Rows.ofAllTables(pool)).isEqualTo(before);
    }

    @Test
    void the_same_source_is_one_row_and_the_browser_knows_where_it_is() {
        RequestSpecification fromElsewhere = given().header("Referer", "https://partner.org/act?private=1");
        String tracking = ", tracking: {source: \"" + campaign + "\", location: \"https://lead.org/x\"}";

        sign("one@example.com", tracking);
        sign("two@example.com", tracking);
        sign(fromElsewhere, "three@example.com", tracking);
        sign(given().header("Referer", "https://only.example.org/" + campaign), "four@example.com", "");
        sign("five@example.com", "");

        assertThat(rows("select o.medium, o.location, count(*) from actions a left join sources o on o.id = a.source_id"
                + " where a.action_page_id = " + page + " group by 1, 2 order by 2"))
                .containsExactly("unknown|https://lead.org/x|2", "unknown|https://only.example.org/" + campaign + "|1",
                        "unknown|https://partner.org/act|1", "null|null|1");
        assertThat(rows("select count(*) from sources where source = '" + campaign + "'")).containsExactly("2");
    }

    @Test
    void many_who_come_from_a_new_source_at_once_share_it() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Object>> calls = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                String email = "at-once-" + i + "@example.com";
                calls.add(() -> {
                    sign(email, ", tracking: {source: \"at-once-" + campaign + "\"}");
                    return email;
                });
            }
            for (Future<Object> call : callers.invokeAll(calls)) {
                assertThat(call.get()).isNotNull();
            }
        } finally {
            callers.shutdownNow();
        }

        assertThat(rows("select count(*), count(distinct source_id) from actions where action_page_id = " + page))
                .containsExactly("64|1");
    }

    @Test
    void a_partner_s_page_gives_the_lead_what_the_supporter_agreed_to() {
        String partner = Api.addOrg();
        long theirs = addPage(partner, campaign);

        sign(given(), theirs, "partly@example.com", "{optIn: false, leadOptIn: true}", "");

        assertThat(rows("select o.name, c.delivery_consent, c.communication_consent from contacts c join supporters s"
                + " on s.id = c.supporter_id join orgs o on o.id = c.org_id where s.action_page_id = " + theirs
                + " order by c.id"))
                .containsExactly(partner + "|true|false", org + "|false|true");
    }

    @Test
    void an_org_of_high_security_keeps_only_the_area_in_clear() {
        Api.answer("mutation ($o: String!) { updateOrg(name: $o, input: {highSecurity: true}) { id } }", Map.of("o", org));

        JsonNode answer = sign(given(), page, "secret@example.com", "{optIn: true}", ", tracking: {source: \"a\"}");

        assertThat(answer.at("/data/addActionContact/firstName").asText()).isEqualTo("Jan");
        assertThat(rows("select first_name, last_name, email, address, area from supporters where action_page_id = " + page))
                .containsExactly("null|null|null|null|PL");
    }

    @Test
    void a_campaign_that_writes_to_targets_keeps_names_and_address_and_the_mail() {
        mailsTargets(page);
        UUID target = target(page);

        JsonNode answer = mail(target, target);

        assertThat(answer.has("errors")).as(answer.toString()).isFalse();
        assertThat(rows("select first_name, last_name, email, address, area from supporters where action_page_id = " + page))
                .containsExactly("Jan|Kowalski|jan@example.com|Prosta 1, 00-001 Warsaw|PL");
        assertThat(rows("select c.subject, c.body, m.sent, m.files::text from messages m join message_contents c on c.id ="
                + " m.message_content_id join actions a on a.id = m.action_id where m.target_id = '" + target
                + "' and a.action_page_id = " + page)).containsExactly("Bees|Save them|false|{}");
    }

    @Test
    void a_mail_goes_to_targets_of_the_campaign_only() {
        long elsewhere = addPage(org, Api.addCampaign(org));
        mailsTargets(page);
        mailsTargets(elsewhere);
        List<UUID> foreign = List.of(target(elsewhere), UUID.randomUUID());
        UUID own = target(page);

        for (UUID target : foreign) {
            JsonNode refused = mail(own, target);

            assertThat(refused.at("/errors/0/message").asText()).isEqualTo("must be targets of the page's campaign");
            assertThat(refused.at("/errors/0/path").toString()).isEqualTo("[\"addActionContact\",\"mtt\",\"targets\"]");
        }
        assertThat(rows("select 1 from supporters where action_page_id = " + page)).isEmpty();
        assertThat(rows("select 1 from messages where target_id in ('" + own + "', '" + foreign.get(0) + "')")).isEmpty();
    }

    private void mailsTargets(long page) {
        run("insert into mtt (campaign_id, start_at, end_at) select campaign_id, now(), now() from action_pages where id = "
                + page);
    }

    private UUID target(long page) {
        UUID target = UUID.randomUUID();
        run("insert into targets (id, external_id, name, campaign_id, inserted_at, updated_at) select '" + target + "', '"
                + target + "', 'MEP', campaign_id, now(), now() from action_pages where id = " + page);
        return target;
    }

    private JsonNode mail(UUID one, UUID other) {
        return ask("mutation { " + SIGN.replace("PAGE", Long.toString(page)).replace("actionType: \"petition\"",
                "actionType: \"mail2target\", mtt: {targets: [\"" + one + "\", \"" + other
                        + "\"], subject: \"Bees\", body: \"Save them\"}")
                + " { contactRef } }", JSON.createObjectNode());
    }

    @Test
    void a_donation_and_the_testing_flag_are_kept() {
        JsonNode answer = ask("mutation { " + SIGN.replace("PAGE", Long.toString(page)).replace("actionType: \"petition\"",
                "actionType: \"donate\", testing: true, fields: [{key: \"a\", value: \"1\", transient: true}], donation: {amount: 1000,"
                        + " currency: \"PLN\", frequencyUnit: MONTHLY, payload: \"{\\\"id\\\":\\\"p1\\\"}\"}")
                + " { contactRef } }", JSON.createObjectNode());

        assertThat(answer.has("errors")).as(answer.toString()).isFalse();
        assertThat(rows("select a.testing, a.fields, d.amount, d.currency, d.frequency_unit, d.schema, d.payload from actions a"
                + " join donations d on d.action_id = a.id where a.action_page_id = " + page))
                .containsExactly("true|{\"a\":\"1\"}|1000|PLN|2|null|{\"id\":\"p1\"}");
    }

    @Test
    void an_action_waits_for_its_supporter_and_is_linked_when_they_sign() {
        String early = reference(UUID.randomUUID().toString());
        String late = reference(UUID.randomUUID().toString());
        String own = reference("late@example.com");

        JsonNode waiting = act(early);
        act(late);
        act(own);
        sign("late@example.com", ", contactRef: \"" + early + "\"");
        List<String> linkedBySigning = linked();
        JsonNode linked =
                ask("mutation { linkActions(actionPageId: " + page + ", contactRef: \"" + own + "\", linkRefs: [\"" + late
                        + "\"]) { contactRef firstName } }", JSON.createObjectNode());

        assertThat(waiting.toString())
                .isEqualTo("{\"data\":{\"addAction\":{\"contactRef\":\"" + early + "\",\"firstName\":null}}}");
        assertThat(linkedBySigning).containsExactly("share|true", "share|false", "share|false", "petition|true");
        assertThat(linked.toString())
                .isEqualTo("{\"data\":{\"linkActions\":{\"contactRef\":\"" + own + "\",\"firstName\":\"Jan\"}}}");
        assertThat(linked()).containsExactly("share|true", "share|true", "share|true", "petition|true");
        assertThat(
                rows("select count(*) from actions where ref is not null and supporter_id is null and action_page_id = " + page))
                .containsExactly("0");
    }

    @Test
    void an_action_with_a_reference_that_a_signature_brought_goes_to_who_signed_with_the_pages_org() {
        String brought = reference(UUID.randomUUID().toString());
        long elsewhere = addPage(Api.addOrg(), campaign);
        sign("brought@example.com", ", contactRef: \"" + brought + "\"");

        JsonNode theirs = act(brought);
        JsonNode notTheirs = act(elsewhere, brought);

        assertThat(theirs.at("/data/addAction/firstName").asText()).isEqualTo("Jan");
        assertThat(notTheirs.at("/data/addAction/firstName").isNull()).isTrue();
        assertThat(linked()).containsExactly("petition|true", "share|true");
    }

    /** Neither waits for an answer about the other, as browsers do. */
    @Test
    void actions_that_come_beside_the_signature_which_brings_their_reference_are_linked() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(16);
        List<Callable<Object>> calls = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            String reference = reference(UUID.randomUUID().toString());
            String email = "beside-" + i + "@example.com";
            calls.add(() -> act(reference));
            calls.add(() -> sign(given(), page, email, "{optIn: true}", ", contactRef: \"" + reference + "\""));
            calls.add(() -> act(reference));
        }

        try {
            for (Future<Object> call : callers.invokeAll(calls)) {
                assertThat(((JsonNode) call.get()).has("errors")).isFalse();
            }
        } finally {
            callers.shutdownNow();
        }

        assertThat(rows("select a.action_type, count(*), count(a.supporter_id), count(distinct a.supporter_id) from actions a"
                + " where a.action_page_id = " + page + " group by a.action_type order by 1"))
                .containsExactly("petition|64|64|64", "share|128|128|64");
    }

    @Test
    void nothing_is_linked_to_somebody_whom_the_org_does_not_know() {
        sign("other@example.com", "");
        long elsewhere = addPage(Api.addOrg(), campaign);

        JsonNode answer = ask("mutation { linkActions(actionPageId: " + elsewhere + ", contactRef: \""
                + reference("other@example.com") + "\") { contactRef } }", JSON.createObjectNode());

        assertThat(answer.at("/errors/0/message").asText()).isEqualTo("Supporter not found");
    }

    @Test
    void observers_hear_of_what_was_taken_in_before_it_commits() {
        probe.heard().clear();

        sign("heard@example.com", "");
        act(reference("heard@example.com"));

        assertThat(probe.heard()).containsExactly("supporter NEW", "petition NEW with its supporter",
                "share NEW with its supporter");
    }

    @Test
    void an_org_with_a_key_gets_what_proca_crypto_opens() {
        JsonNode key = activateKey(org);

        sign("sealed@example.com", "");

        List<String> row = List.of(rows("select encode(c.payload, 'base64'), encode(c.crypto_nonce, 'base64'), c.public_key_id,"
                + " encode(k.public, 'base64') from contacts c join supporters s on s.id = c.supporter_id join public_keys k"
                + " on k.id = c.sign_key_id where s.action_page_id = " + page).get(0).replace("\n", "").split("\\|"));
        assertThat(row.get(2)).isEqualTo(key.get("id").asText());
        JsonNode opened = Node.run("open.js", Map.of(
                "sealed", List.of(Map.of("payload", row.get(0), "nonce", row.get(1), "encryptKey",
                        Map.of("public", key.get("public").asText()), "signKey", Map.of("public", row.get(3)))),
                "keys", List.of(Map.of("public", key.get("public").asText(), "private", key.get("private").asText()))));
        assertThat(opened.get(0).toString())
                .isEqualTo("{\"address\":{\"locality\":\"Warsaw\",\"region\":null,\"street\":\"Prosta\","
                        + "\"streetNumber\":\"1\"},\"area\":\"PL\",\"country\":\"PL\",\"email\":\"sealed@example.com\",\"firstName\":\"Jan\","
                        + "\"lastName\":\"Kowalski\",\"postcode\":\"00-001\"}");
    }

    @Test
    void without_a_key_of_the_instance_nothing_is_stored_in_clear_for_an_org_with_one() {
        activateKey(org);
        Map<String, String> before;
        JsonNode answer;
        String instanceKey =
                rows("select k.id from public_keys k join orgs o on o.id = k.org_id where o.name = 'instance'").get(0);
        Api.answer("mutation { deactivateAllKeys(orgName: \"instance\") { status } }", Map.of());
        try {
            before = Rows.ofAllTables(pool);
            answer = ask("mutation { " + SIGN.replace("PAGE", Long.toString(page)) + " { contactRef } }",
                    JSON.createObjectNode());
            assertThat(Rows.ofAllTables(pool)).isEqualTo(before);
        } finally {
            Api.answer("mutation { activateKey(orgName: \"instance\", id: " + instanceKey + ") { status } }", Map.of());
        }

        assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("no_signing_key");
        sign("again@example.com", "");
    }

    @Test
    void a_widget_on_any_site_may_ask_and_sends_no_credentials_of_the_browser() {
        given().header("Origin", "https://campaign.example.org").header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type").options("/api").then().statusCode(200)
                .header("Access-Control-Allow-Origin", "https://campaign.example.org")
                .header("Access-Control-Allow-Headers", "content-type")
                .header("Access-Control-Allow-Credentials", "false");
        JsonNode answer = sign(given().header("Origin", "https://campaign.example.org"), page, "cors@example.com", "{}", "");

        assertThat(answer.has("errors")).isFalse();
    }

    /** Hears what is created. */
    @ApplicationScoped
    static class Probe {

        private final List<String> heard = new CopyOnWriteArrayList<>();

        List<String> heard() {
            return heard;
        }

        void hear(@Observes Created<Supporter> created) {
            heard.add("supporter " + created.entity().processingStatus);
        }

        void hearLink(@Observes Updated<Action> updated) {
            if (updated.changes().touch("supporterId")) {
                heard.add(updated.entity().actionType + " linked");
            }
        }

        void hearAction(@Observes Created<Action> created) {
            Action action = created.entity();
            heard.add(action.actionType + " " + action.processingStatus
                    + (action.id != null && action.supporterId != null ? " with its supporter" : ""));
        }
    }

    private List<String> linked() {
        return rows("select a.action_type, a.supporter_id is not null from actions a where a.action_page_id = " + page
                + " order by a.id");
    }

    @CanIgnoreReturnValue
    private JsonNode act(String reference) {
        return act(page, reference);
    }

    @CanIgnoreReturnValue
    private static JsonNode act(long page, String reference) {
        return ask("mutation { addAction(actionPageId: " + page + ", contactRef: \"" + reference
                + "\", action: {actionType: \"share\"}) { contactRef firstName } }", JSON.createObjectNode());
    }

    @CanIgnoreReturnValue
    private static JsonNode activateKey(String org) {
        JsonNode key =
                Api.answer("mutation ($o: String!) { generateKey(orgName: $o, input: {name: \"k\"}) { id public private } }",
                        Map.of("o", org)).get("generateKey");
        Api.answer("mutation ($o: String!, $k: Int!) { activateKey(orgName: $o, id: $k) { status } }",
                Map.of("o", org, "k", key.get("id").asInt()));
        return key;
    }

    private void sign(String email, String more) {
        sign(given(), email, more);
    }

    private void sign(RequestSpecification request, String email, String more) {
        sign(request, page, email, "{optIn: true}", more);
    }

    @CanIgnoreReturnValue
    private static JsonNode sign(RequestSpecification request, long page, String email, String privacy, String more) {
        JsonNode answer = ask(request, "mutation { " + SIGN.replace("PAGE", Long.toString(page)).replace("jan@example.com", email)
                .replace("privacy: {optIn: true}", "privacy: " + privacy + more) + " { contactRef firstName } }",
                JSON.createObjectNode());
        assertThat(answer.has("errors")).as(answer.toString()).isFalse();
        return answer;
    }

    private JsonNode variables(JsonNode sample) {
        ObjectNode variables = sample.at("/request/variables").deepCopy();
        return variables.has("actionPage") ? variables.put("actionPage", page) : variables;
    }

    private static long addPage(String org, String campaign) {
        return Api.answer("mutation ($o: String!, $c: String!, $n: String!) { addActionPage(orgName: $o, campaignName: $c,"
                + " input: {name: $n, locale: \"en\"}) { id } }",
                Map.of("o", org, "c", campaign, "n", "act.example.org/" + UUID.randomUUID()))
                .at("/addActionPage/id").asLong();
    }

    private static JsonNode ask(String query, JsonNode variables) {
        return ask(given(), query, variables);
    }

    private static JsonNode ask(RequestSpecification request, String query, JsonNode variables) {
        return JSON.valueToTree(request.contentType("application/json").body(Map.of("query", query, "variables", variables))
                .post("/api").then().statusCode(200).extract().as(Map.class));
    }

    private void run(String statement) {
        assertThat(rows(statement)).isEmpty();
    }

    private List<String> rows(String query) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> pool.query(query).execute().map(found -> {
                List<String> rows = new ArrayList<>();
                found.forEach(row -> {
                    List<String> values = new ArrayList<>();
                    for (int i = 0; i < row.size(); i++) {
                        values.add(String.valueOf(row.getValue(i)));
                    }
                    rows.add(String.join("|", values));
                });
                return rows;
            }));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Of a supporter of an instance without a seed. */
    private static String reference(String email) {
        try {
            return Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(email.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static JsonNode sample(String name) throws IOException {
        try (var sample = ActionApiTest.class.getResourceAsStream("/samples/graphql/" + name + ".json")) {
            return JSON.readTree(sample);
        }
    }
}
