package app.proca.notify.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import app.proca.notify.testing.Api;
import app.proca.notify.testing.Rows;
import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;

/** A walk through what no caller should send: each is told what is wrong, and the whole database stays as it was. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class BadInputTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADD_ORG = "mutation { addOrg(input: {name: \\\"bad\\\", title: \\\"Bad\\\"}) { name } }";
    private static final String BLANK = "can't be blank";
    private static final String FORMAT = "has invalid format";
    private static final String TOO_LONG = "should be at most 255 character(s)";
    private static final String LONG = "x".repeat(256);

    private static String org;
    private static String campaign;

    @Inject
    Pool pool;

    private Map<String, String> before = Map.of();

    @BeforeEach
    void remember_all_rows() {
        if (org == null) {
            org = Api.addOrg();
            campaign = Api.addCampaign(org);
            Api.answer(
                    "mutation ($o: String!, $c: String!, $p: ActionPageInput!) { addActionPage(orgName: $o, campaignName: $c, input: $p) { id } }",
                    Map.of("o", org, "c", campaign, "p", Map.of("name", campaign + "/act", "locale", "en")));
            await().atMost(Duration.ofSeconds(30)).until(() -> pending() == 0);
        }
        before = Rows.ofAllTables(pool);
    }

    @AfterEach
    void nothing_changed() {
        assertThat(Rows.ofAllTables(pool)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"query\": | 400 | The request is not JSON",
            "{\"query\": \"ADD\"} tail | 400 | The request is not JSON",
            "{'query': \"ADD\"} | 400 | The request is not JSON",
            "{\"query\": \"ADD\", \"variables\": {\"n\": NaN}} | 400 | The request is not JSON",
            "\"ADD\" | 400 | A request is a JSON object",
            "null | 400 | A request is a JSON object",
            "{\"query\": [\"ADD\"]} | 400 | query must be a string",
            "{\"query\": \"ADD\", \"variables\": \"[1]\"} | 400 | variables must be a JSON object",
            "{\"query\": \"ADD\", \"variables\": \"{\"} | 400 | The request is not JSON",
            "{\"query\": \"ADD\", \"operationName\": 7} | 400 | operationName must be a string",
            "{\"query\": \"ADD\", \"operationName\": \"other\"} | 200 | other" })
    void a_body_that_is_no_request(String body, int status, String message) throws Exception {
        assertRefused(post(body.replace("ADD", ADD_ORG).getBytes(StandardCharsets.UTF_8)), status, message);
    }

    @Test
    void a_body_that_is_no_utf_8() throws Exception {
        byte[] body = ("{\"query\": \"" + ADD_ORG + "\"}").getBytes(StandardCharsets.UTF_8);
        body[new String(body, StandardCharsets.UTF_8).indexOf("Bad")] = (byte) 0xC3;

        assertRefused(post(body), 400, "The request is not JSON");
    }

    @Test
    void a_body_nested_without_end() throws Exception {
        String nested = "[".repeat(5_000) + "]".repeat(5_000);

        assertRefused(post(("{\"query\": \"" + ADD_ORG + "\", \"variables\": {\"n\": " + nested + "}}").getBytes(
                StandardCharsets.UTF_8)), 400, "The request is not JSON");
    }

    @Test
    void a_body_over_the_limit() throws Exception {
        String body = "{\"query\": \"" + ADD_ORG + "\", \"variables\": {\"n\": \"" + "x".repeat(1024 * 1024) + "\"}}";

        assertRefused(post(body.getBytes(StandardCharsets.UTF_8)), 413, "The request body is larger than 1048576 bytes");
    }

    @ParameterizedTest
    @CsvSource({ "text/plain", "application/graphql", "application/json-seq", "text/json" })
    void a_body_of_another_type(String type) throws Exception {
        assertRefused(given().auth().preemptive().basic(Services.ADMIN, Services.PASSWORD)
                .header("Content-Type", type).body(("{\"query\": \"" + ADD_ORG + "\"}").getBytes(StandardCharsets.UTF_8))
                .post("/api"), 415, "Send the request as application/json");
    }

    @Test
    void a_mutation_in_a_link() throws Exception {
        assertRefused(given().auth().preemptive().basic(Services.ADMIN, Services.PASSWORD)
                .queryParam("query", ADD_ORG.replace("\\\"", "\"")).get("/api"), 405, "Mutations need POST");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "mutation { addOrg(input: {name: \"bad\" | syntax error before: ",
            "mutation { addOrg(input: {name: \"bad}) { name } } | nvalid syntax",
            "{ notifications(select: {states: [LOGGED]}) { id } } | LOGGED",
            "{ notifications(select: {from: \"yesterday\"}) { id } } | DateTime",
            "{ nothing } | Cannot query field \"nothing\"",
            "mutation { addOrg(input: {name: \"bad\", title: \"Bad\"}) { name nothing } } | nothing",
            "mutation { addOrg(input: {name: \"bad\", title: \"Bad\", colour: 1}) { name } } | colour",
            "mutation { addOrg(input: {name: \"bad\", title: \"Bad\"}, colour: 1) { name } } | colour",
            "mutation { addOrg(input: {name: \"bad\", name: \"worse\", title: \"Bad\"}) { name } } | name",
            "mutation { addOrg(input: {name: \"a\", title: \"a\"}, input: {name: \"b\", title: \"b\"}) { name } } | input",
            "mutation { addOrg { id } } | input",
            "mutation { addOrg(input: {name: \"bad\", title: \"Bad\"}) } | Subselection",
            "mutation { addOrg(input: {name: 7, title: \"Bad\"}) { name } } | name",
            "mutation { addOrg(input: {name: \"bad\", title: {a: 1}}) { id } } | title",
            "mutation { addOrg(input: {name: \"bad\", title: \"Bad\", contactSchema: SECRET}) { name } } | SECRET",
            "mutation { addOrg(input: {name: \"bad\", title: \"Bad\", config: \"{\"}) { id } } | Json",
            "mutation { updateActionPage(id: 9999999999999, input: {locale: \"pl\"}) { id } } | Int",
            "mutation { updateActionPage(id: 1.5, input: {locale: \"pl\"}) { id } } | Int",
            "mutation { updateActionPage(id: 1e400, input: {locale: \"pl\"}) { id } } | Int",
            "mutation A { addOrg(input: {name: \"a\", title: \"a\"}) { name } } mutation A { addOrg(input: {name: \"b\", title: \"b\"}) { name } } | A",
            "mutation { addOrg(input: {name: \"a\", title: \"a\"}) { ...F } } fragment F on Org { ...F } | F",
            "{ __schema(x: 1) { queryType { name } } } | x",
            "{ __schema { queryType { fields { name } } mutationType { fields { name } } } } | good faith" })
    void a_document_that_makes_no_sense(String query, String message) throws Exception {
        assertRefused(post(JSON.writeValueAsBytes(Map.of("query", query))), 200, message);
    }

    @Test
    void a_document_nested_or_aliased_beyond_the_limits() throws Exception {
        StringBuilder aliased = new StringBuilder("mutation {");
        for (int i = 0; i < 501; i++) {
            aliased.append(" a").append(i).append(": addOrg(input: {name: \"bad").append(i)
                    .append("\", title: \"Bad\"}) { name }");
        }
        String nested = "mutation { addOrg(input: {name: \"bad\", title: \"Bad\"}) { " + "campaigns { org { ".repeat(10) + "name"
                + " } }".repeat(10) + " } }";

        assertRefused(ask(aliased + " }", "{}"), 200, "The query is too complex");
        assertRefused(ask(nested, "{}"), 200, "The query is nested too deeply");
        assertRefused(
                ask("mutation { addOrg(input: " + "{config: ".repeat(20_000) + "1" + "}".repeat(20_000) + ") { id } }", "{}"),
                200,
                "");
    }

    static Stream<Arguments> fields() {
        String org = "mutation ($i: OrgInput!) { addOrg(input: $i) { name } }";
        String campaign = "mutation ($o: String!, $i: CampaignInput!) { addCampaign(orgName: $o, input: $i) { id } }";
        String upsert = "mutation ($o: String!, $i: CampaignInput!) { upsertCampaign(orgName: $o, input: $i) { id } }";
        String page =
                "mutation ($o: String!, $c: String!, $i: ActionPageInput!) { addActionPage(orgName: $o, campaignName: $c, input: $i) { id } }";
        String update = "mutation ($p: String, $i: ActionPageInput!) { updateActionPage(name: $p, input: $i) { id } }";
        String template = "mutation ($o: String!, $i: EmailTemplateInput!) { upsertTemplate(orgName: $o, input: $i) }";
        String service = "mutation ($o: String!, $i: ServiceInput!) { upsertService(orgName: $o, input: $i) { id } }";
        String key = "mutation ($o: String!, $i: AddKeyInput!) { addKey(orgName: $o, input: $i) { id } }";
        String newKey = "mutation ($o: String!, $i: GenKeyInput!) { generateKey(orgName: $o, input: $i) { id } }";
        return Stream.of(
                field(org, "{'name':'','title':'t'}", "name", BLANK),
                field(org, "{'title':'t'}", "name", BLANK),
                field(org, "{'name':'bad'}", "title", BLANK),
                field(org, "{'name':'two words','title':'t'}", "name", FORMAT),
                field(org, "{'name':'" + LONG + "','title':'t'}", "name", TOO_LONG),
                field(org, "{'name':'bad','title':'" + LONG + "'}", "title", TOO_LONG),
                field(org, "{'name':'bad\\u0000','title':'t'}", "name", FORMAT),
                field(org, "{'name':'bad','title':'t\\u0000'}", "title", FORMAT),
                field(org, "{'name':'bad','title':'\\ud800'}", "title", FORMAT),
                field(org, "{'name':'bad','title':'t','config':{'a':'\\udfff'}}", "config", FORMAT),
                field(org, "{'name':'bad','title':'t','config':[1]}", "config", "must be a JSON object"),
                field(org, "{'name':'bad','title':'t','config':'7'}", "config", "must be a JSON object"),
                field(org, "{'name':'bad','title':'t','actionSchemaVersion':3}", "actionSchemaVersion", "is invalid"),
                field(org, "{'name':'ORG','title':'t'}", "name", "has already been taken"),
                field(campaign, "{'name':'a b','title':'t'}", "name", FORMAT),
                field(campaign, "{'name':'" + LONG + "','title':'t'}", "name", TOO_LONG),
                field(campaign, "{'name':'bad','title':'t','externalId':-1}", "externalId", "is invalid"),
                field(campaign, "{'name':'bad','title':'t','publicActions':['petition']}", "publicActions", FORMAT),
                field(campaign, "{'name':'bad','title':'t','start':'2026-12-02','end':'2026-12-02'}", "end",
                        "must be after start"),
                field(campaign, "{'name':'bad','title':'t','start':'+999999-12-02'}", "start", "is invalid"),
                field(campaign, "{'name':'bad','title':'t','supporterConfirmTemplate':'" + LONG + "'}",
                        "supporterConfirmTemplate", TOO_LONG),
                field(campaign, "{'name':'CAMPAIGN','title':'t'}", "name", "has already been taken"),
                field(campaign, "{'name':'bad','title':'t','actionPages':[{'name':'bad/one','locale':'english'}]}", "locale",
                        FORMAT),
                field(upsert,
                        "{'name':'bad','title':'t','actionPages':[{'name':'bad/one','locale':'en'},{'name':'bad','locale':'en'}]}",
                        "name", FORMAT),
                field(upsert, "{'name':'bad','title':'t','actionPages':[{'name':'CAMPAIGN/act','locale':'en'}]}", "name",
                        "has already been taken"),
                field(page, "{'name':'bad','locale':'en'}", "name", FORMAT),
                field(page, "{'name':'bad/one'}", "locale", BLANK),
                field(page, "{'name':'bad/one','locale':'EN'}", "locale", FORMAT),
                field(page, "{'name':'bad/one','locale':'en','extraSupporters':100000001}", "extraSupporters", "is invalid"),
                field(page, "{'name':'CAMPAIGN/ACT','locale':'en'}", "name", "has already been taken"),
                field(update, "{'extraSupporters':-1}", "extraSupporters", "is invalid"),
                field(update, "{'name':null}", "name", BLANK),
                field(update, "{'locale':'e\\u0000'}", "locale", FORMAT),
                field(template, "{'name':'bad','html':'h'}", "subject", BLANK),
                field(template, "{'name':'bad','subject':'s','html':'h\\u0000'}", "html", FORMAT),
                field(template, "{'name':'b/d','subject':'s','html':'h'}", "name", FORMAT),
                field(template, "{'name':'bad','subject':'{{#open}}','html':'h'}", "subject", "is not a Mustache template"),
                field(service, "{'name':'SMTP','host':'" + LONG + "'}", "host", TOO_LONG),
                field(service, "{'name':'SMTP','password':'\\u0000'}", "password", FORMAT),
                field(service, "{'name':'SYSTEM'}", "name", "is invalid"),
                field(service, "{'name':'SMTP','transactionalEmailBudget':-1}", "transactionalEmailBudget",
                        "must be greater than"),
                field(key, "{'name':'k','public':'%%%'}", "public", "must be Base64url encoded"),
                field(key, "{'name':'k','public':'AAAA'}", "public", "must be 256 bits"),
                field(newKey, "{'name':'" + LONG + "'}", "name", TOO_LONG),
                field(newKey, "{'name':' '}", "name", BLANK));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void a_field_that_breaks_the_rules(String query, String input, String field, String message) throws Exception {
        JsonNode error = refused(ask(query, "{'o':'" + org + "','c':'" + campaign + "','p':'" + campaign + "/act','i':"
                + input.replace("ORG", org.toUpperCase(java.util.Locale.ROOT)).replace("CAMPAIGN", campaign) + "}"), 200,
                message);

        assertThat(error.at("/path").toString()).isEqualTo("[\"" + operation(query) + "\",\"" + field + "\"]");
        assertThat(error.has("extensions")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "mutation ($i: ActionPageInput!) { updateActionPage(id: 1, input: $i) { id } } | {'i':{'extraSupporters':99999999999}} | integer range",
            "mutation ($i: ActionPageInput!) { updateActionPage(id: 1, input: $i) { id } } | {'i':{'extraSupporters':1e30}} | integer range",
            "mutation ($i: ActionPageInput!) { updateActionPage(id: 1, input: $i) { id } } | {'i':{'delivery':'yes'}} | Boolean",
            "mutation ($i: ActionPageInput!) { updateActionPage(id: 1, input: $i) { id } } | {'i':{'locale':['pl']}} | String",
            "mutation ($i: ActionPageInput!) { updateActionPage(id: 1, input: $i) { id } } | {'i':{'colour':1}} | colour",
            "mutation ($i: ActionPageInput!) { updateActionPage(id: 1, input: $i) { id } } | {'i':null} | i",
            "mutation ($i: ActionPageInput!) { updateActionPage(id: 1, input: $i) { id } } | {'i':7} | Variable 'i' has an invalid value",
            "mutation ($i: OrgInput!) { addOrg(input: $i) { name } } | {'i':{'name':'bad','title':'t','config':'{'}} | Json",
            "mutation ($i: OrgInput!) { addOrg(input: $i) { name } } | {'i':{'name':'bad','title':'t','config':{'a':'\\u0000'}}} | Json",
            "mutation ($i: OrgInput!) { addOrg(input: $i) { name } } | {'i':{'name':'bad','title':'t','config':{'a':1e99999}}} | Json",
            "mutation ($i: CampaignInput!) { updateCampaign(id: 1, input: $i) { id } } | {'i':{'start':'soon'}} | Expected type Date: a day like 2026-12-31",
            "mutation ($i: ContactInput!) { addActionContact(actionPageId: 1, action: {actionType: \"a\"}, contact: $i, privacy: {}) { contactRef } } | {'i':{'birthDate':'soon'}} | Expected type Date: a day like 2026-12-31",
            "mutation ($i: CampaignInput!) { updateCampaign(id: 1, input: $i) { id } } | {'i':{'mtt':{'startAt':'2026-12-01'}}} | Unable to parse value",
            "mutation ($i: CampaignInput!) { updateCampaign(id: 1, input: $i) { id } } | {'i':{'mtt':{'ccContacts':[null]}}} | NonNull",
            "mutation ($i: [TargetInput!]!) { upsertTargets(campaignId: 1, targets: $i) { id } } | {'i':[{'name':'a'}]} | externalId",
            "mutation ($i: [TargetInput!]!) { upsertTargets(campaignId: 1, targets: $i) { id } } | {'i':[null]} | i" })
    void a_variable_of_the_wrong_type(String query, String variables, String message) throws Exception {
        assertRefused(ask(query, variables), 200, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "mutation ($n: String!) { deleteOrg(name: $n) } | not_found",
            "mutation ($n: String!) { updateOrg(name: $n, input: {title: \"Bad\"}) { id } } | not_found",
            "mutation ($n: String!) { joinOrg(name: $n) { status } } | not_found",
            "mutation ($n: String) { updateCampaign(name: $n, input: {title: \"Bad\"}) { id } } | not_found",
            "mutation ($n: String) { deleteCampaign(name: $n) } | not_found",
            "mutation ($n: String) { deleteActionPage(name: $n) } | not_found",
            "mutation ($n: String!) { generateKey(orgName: $n, input: {name: \"k\"}) { id } } | not_found",
            "query ($n: String!) { org(name: $n) { id } } | not_found",
            "query ($n: String!) { orgQueues(orgName: $n) { name } } | not_found",
            "query ($n: String!) { orgWorkers(orgName: $n) { name } } | not_found",
            "query ($n: String) { campaign(name: $n) { id } } | not_found",
            "query ($n: String) { actionPage(name: $n) { id } } | not_found",
            "query ($n: String) { actionPage(url: $n) { id } } | not_found" })
    void a_name_that_nothing_has(String query, String code) throws Exception {
        for (String name : new String[]{ "", "nobody", "\\ud800", LONG, "x".repeat(100_000), "'' or 1=1",
                "%" }) {
            JsonNode error = refused(ask(query, "{'n':'" + name.replace("'", "\\u0027") + "'}"), 200, "");

            assertThat(error.at("/extensions/code").asText()).as(name.substring(0, Math.min(20, name.length()))).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "mutation { updateCampaign(input: {title: \"Bad\"}) { id } } | bad_arg",
            "mutation { pauseWorker(orgName: \"ORG\") } | bad_arg",
            "mutation { pauseWorker(orgName: \"ORG\", worker: \"nobody\") } | bad_arg",
            "mutation { pauseWorker(orgName: \"ORG\", worker: \"sqs\", serviceId: 1) } | bad_arg",
            "mutation { resumeWorker(orgName: \"ORG\", serviceId: -1) } | not_found",
            "mutation { stepWorker(orgName: \"ORG\", worker: \"sqs\") { outcome } } | not_paused",
            "mutation { testService(orgName: \"ORG\") { accepted } } | bad_arg",
            "mutation { testService(orgName: \"ORG\", id: -1) { accepted } } | not_found",
            "mutation { testService(orgName: \"ORG\", name: STRIPE) { accepted } } | not_found",
            "{ queueMessages(orgName: \"ORG\", queue: \"wrk.0.webhook\") { body } } | not_found",
            "{ queueMessages(orgName: \"ORG\", queue: \"system.deliver\", limit: 0) { body } } | bad_arg",
            "{ queueMessages(orgName: \"ORG\", queue: \"system.deliver\", limit: 51) { body } } | bad_arg",
            "mutation { updateCampaign(id: 1, name: \"a\", input: {title: \"Bad\"}) { id } } | bad_arg",
            "{ exportActions(orgName: \"ORG\", limit: -1) { actionId } } | bad_arg",
            "{ contacts(orgName: \"ORG\", campaignId: 1, campaignName: \"a\") { actionId } } | bad_arg",
            "{ actions(orgName: \"ORG\", campaignId: -1) { actionId } } | not_found",
            "mutation { deleteContact(orgName: \"ORG\", contactRef: \"not base64\") } | bad_arg",
            "{ notifications(orgName: \"ORG\", limit: 201) { id } } | bad_arg",
            "{ notifications(orgName: \"ORG\", after: \"yesterday\") { id } } | bad_arg",
            "{ notification(orgName: \"ORG\", id: \"7\") { id } } | bad_arg",
            "{ notification(orgName: \"ORG\", id: \"outbox-0\") { id } } | not_found",
            "{ deskAudit(orgName: \"ORG\", after: \"x\") { id } } | bad_arg",
            "mutation { replayNotifications(orgName: \"ORG\", count: 0) { count } } | bad_arg",
            "mutation { replayNotifications(orgName: \"ORG\", ids: [], select: {}, count: 0) { count } } | bad_arg",
            "mutation { replayNotifications(orgName: \"ORG\", select: {kind: \"none\"}, count: 1) { count } } | count_differs",
            "mutation { replayNotifications(orgName: \"ORG\", ids: [\"parked-0\"], count: 1) { count } } | not_found",
            "mutation { replayNotifications(orgName: \"ORG\", ids: [null], count: 1) { count } } | bad_arg",
            "mutation { deleteActionPage(id: 1, name: \"a\") } | bad_arg",
            "mutation { deleteActionPage(id: -1) } | not_found", "mutation { deleteCampaign(id: 0) } | not_found",
            "mutation { deleteCampaign(externalId: -7) } | not_found",
            "mutation { upsertTargets(campaignId: -1, targets: []) { id } } | not_found",
            "mutation { updateActionPage(id: 2147483647, input: {locale: \"pl\"}) { id } } | not_found" })
    void identifiers_that_do_not_identify(String query, String code) throws Exception {
        assertThat(refused(ask(query.replace("ORG", org), "{}"), 200, "").at("/extensions/code").asText()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "mutation ($n: String!) { deleteOrg(name: $n) }",
            "mutation ($n: String) { updateCampaign(name: $n, input: {title: \"Bad\"}) { id } }",
            "mutation ($n: String!) { upsertTemplate(orgName: \"ORG\", input: {name: $n, subject: \"s\", html: \"h\"}) }",
            "mutation ($n: String) { upsertTemplate(orgName: \"ORG\", input: {name: \"n\", locale: $n, subject: \"s\", html: \"h\"}) }",
            "query ($n: String) { exportActions(orgName: \"ORG\", campaignName: $n) { actionId } }",
            "query ($n: String) { actions(orgName: \"ORG\", actionType: $n) { actionId } }",
            "query ($n: String!) { campaign(name: \"CAMPAIGN\") { actions(actionType: $n) { list { actionId } } } }",
            "query ($n: String!) { campaign(name: \"CAMPAIGN\") { stats { supporterCountByOthers(orgName: $n) } } }",
            "query ($n: String) { notifications(orgName: \"ORG\", select: {kind: $n}) { id } }",
            "query ($n: String) { countNotifications(orgName: \"ORG\", select: {subject: $n, queue: $n}) }",
            "query ($n: String!) { org(name: $n) { id } }", "query ($n: String) { campaigns(title: $n) { id } }",
            "query ($n: String) { org(name: \"ORG\") { campaigns(select: {titleLike: $n}) { id } } }" })
    void a_text_with_a_character_that_nothing_has(String query) throws Exception {
        JsonNode error = refused(ask(query.replace("ORG", org).replace("CAMPAIGN", campaign), "{'n':'no\\u0000body'}"), 200,
                "NUL character");

        assertThat(error.at("/extensions/code").asText()).isEqualTo("bad_arg");
    }

    @Test
    void a_number_of_more_than_32_bits_is_not_taken_for_what_is_left_of_it() throws Exception {
        long page = Api.answer("query ($n: String) { actionPage(name: $n) { id } }", Map.of("n", campaign + "/act"))
                .at("/actionPage/id").asLong() + (1L << 32);

        assertRefused(ask("mutation { updateActionPage(id: " + page + ", input: {locale: \"pl\"}) { id } }", "{}"), 200, "Int");
        assertRefused(
                ask("mutation ($i: Int) { updateActionPage(id: $i, input: {locale: \"pl\"}) { id } }", "{'i':" + page + "}"),
                200, "integer range");
    }

    @Test
    void a_search_for_what_cannot_be_there_finds_nothing() throws Exception {
        for (String like : new String[]{ "a\\\\", "\\ud800", LONG }) {
            JsonNode answer = JSON.readTree(ask("query ($l: String) { campaigns(title: $l) { id } }", "{'l':'" + like + "'}")
                    .asString());

            assertThat(answer.toString()).isEqualTo("{\"data\":{\"campaigns\":[]}}");
        }
    }

    @Test
    void one_bad_field_in_a_mutation_of_several_changes_nothing_of_its_own() throws Exception {
        assertRefused(ask(
                "mutation { a: addOrg(input: {name: \"bad one\", title: \"t\"}) { name } b: addOrg(input: {name: \"\", title: \"t\"}) { name } }",
                "{}"), 200, FORMAT);
    }

    /** Apostrophes stand for quotation marks. */
    private static Arguments field(String query, String input, String field, String message) {
        return Arguments.of(query, input, field, message);
    }

    private static String operation(String query) {
        return query.replaceFirst("(?s).*?\\{ (\\w+).*", "$1");
    }

    private static Response ask(String query, String variables) throws Exception {
        return post(("{\"query\": " + JSON.writeValueAsString(query) + ", \"variables\": " + variables.replace('\'', '"') + "}")
                .getBytes(StandardCharsets.UTF_8));
    }

    private static Response post(byte[] body) {
        return given().auth().preemptive().basic(Services.ADMIN, Services.PASSWORD).contentType("application/json").body(body)
                .post("/api");
    }

    private static void assertRefused(Response response, int status, String message) throws Exception {
        assertThat(refused(response, status, message).get("message").asText()).contains(message);
    }

    /** The first error. */
    private static JsonNode refused(Response response, int status, String message) throws Exception {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        JsonNode errors = JSON.readTree(response.asString()).get("errors");
        assertThat(errors).as(response.asString()).isNotEmpty();
        errors.forEach(error -> assertThat(error.at("/extensions/code").asText()).as(error.toString())
                .isNotEqualTo("internal_error"));
        assertThat(errors.get(0).get("message").asText()).isNotEmpty().contains(message);
        return errors.get(0);
    }

    private long pending() {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> pool
                    .query("select count(*) from notify.outbox where state = 'pending'").execute()
                    .map(rows -> rows.iterator().next().getLong(0)));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
