package app.proca.notify.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.CanIgnoreReturnValue;

import app.proca.notify.key.ActiveKey;
import app.proca.notify.key.ActiveKeys;
import app.proca.notify.template.CompiledTemplates;
import app.proca.notify.testing.Api;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/** The operations that change things, over HTTP, and what follows from them. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class OperationsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Pool pool;
    @Inject
    ActiveKeys activeKeys;
    @Inject
    CompiledTemplates compiled;

    private final Crm crm = new Crm();
    private String org;

    @BeforeEach
    void found_an_org() throws Exception {
        crm.connect();
        org = Api.addOrg();
    }

    @AfterEach
    void disconnect() {
        crm.disconnect();
    }

    @Test
    void a_key_is_made_activated_and_deactivated_and_the_dictionary_follows() throws Throwable {
        JsonNode made = answer(
                "mutation ($org: String!) { generateKey(orgName: $org, input: {name: \"ours\"}) { id name public private active expired expiredAt } }",
                Map.of()).at("/generateKey");
        long id = made.get("id").asLong();

        assertThat(Base64.getUrlDecoder().decode(made.get("public").asText())).hasSize(32);
        assertThat(Base64.getUrlDecoder().decode(made.get("private").asText())).hasSize(32);
        assertThat(made.get("active").asBoolean()).isFalse();
        assertThat(one("select private from public_keys where id = " + id)).isNull();
        assertThat(await(activeKeys.of(orgId()))).isEmpty();

        assertThat(
                answer("mutation ($org: String!, $id: Int!) { activateKey(orgName: $org, id: $id) { status } }", Map.of("id", id))
                        .at("/activateKey/status").asText())
                .isEqualTo("SUCCESS");
        assertThat(await(activeKeys.of(orgId())).map(ActiveKey::publicHalf)).contains(made.get("public").asText());

        JsonNode second = answer(
                "mutation ($org: String!, $half: String!) { addKey(orgName: $org, input: {name: \"theirs\", public: $half}) { id active } }",
                Map.of("half", made.get("public").asText())).at("/addKey");
        answer("mutation ($org: String!, $id: Int!) { activateKey(orgName: $org, id: $id) { status } }",
                Map.of("id", second.get("id").asInt()));
        assertThat(answer("query ($org: String!) { org(name: $org) { keys(select: {active: true}) { id } } }", Map.of())
                .at("/org/keys").toString())
                .isEqualTo("[{\"id\":" + second.get("id") + "}]");
        assertThat(await(activeKeys.of(orgId())).map(ActiveKey::id)).contains(second.get("id").asLong());

        answer("mutation ($org: String!) { deactivateAllKeys(orgName: $org) { status } }", Map.of());
        assertThat(await(activeKeys.of(orgId()))).isEmpty();
    }

    @Test
    void a_key_that_is_not_there_or_expired_is_not_activated() throws Throwable {
        assertRefused("mutation ($org: String!) { activateKey(orgName: $org, id: 2147483647) { status } }", Map.of(),
                "Public key not found", "not_found");
        long id = answer("mutation ($org: String!) { generateKey(orgName: $org, input: {name: \"old\"}) { id } }", Map.of())
                .at("/generateKey/id").asLong();
        one("update public_keys set expired = true where id = " + id + " returning id");
        assertRefused("mutation ($org: String!, $id: Int!) { activateKey(orgName: $org, id: $id) { status } }", Map.of("id", id),
                "Public key expired", "expired");
        assertRefused("mutation ($org: String!) { addKey(orgName: $org, input: {name: \"short\", public: \"AAAA\"}) { id } }",
                Map.of(),
                "must be 256 bits", "");
    }

    @Test
    void a_template_is_added_and_changed_and_leaves_the_cache() throws Throwable {
        String upsert = "mutation ($org: String!, $t: EmailTemplateInput!) { upsertTemplate(orgName: $org, input: $t) }";
        assertThat(answer(upsert, Map.of("t", Map.of("name", "thanks", "subject", "Thanks {{name}}", "html", "<p>Hi</p>")))
                .at("/upsertTemplate").asText()).isEqualTo("SUCCESS");
        assertThat(await(compiled.find(orgId(), "thanks", "en")).orElseThrow().fill(Map.of("name", "Jo")).subject())
                .isEqualTo("Thanks Jo");

        answer(upsert, Map.of("t", Map.of("name", "thanks", "locale", "en", "subject", "Bye {{name}}")));

        assertThat(await(compiled.find(orgId(), "thanks", "en")).orElseThrow().fill(Map.of("name", "Jo")).subject())
                .isEqualTo("Bye Jo");
        answer(upsert, Map.of("t", Map.of("name", "thanks", "locale", "fr", "subject", "Merci", "html", "<p>Oui</p>")));
        assertThat(answer("query ($org: String!) { org(name: $org) { processing { emailTemplates } } }", Map.of())
                .at("/org/processing/emailTemplates").toString()).isEqualTo("[\"thanks@en\",\"thanks@fr\"]");
        assertRefused(upsert, Map.of("t", Map.of("name", "bad", "subject", "{{#open}}", "html", "x")),
                "is not a Mustache template", "");
    }

    @Test
    void an_org_that_can_send_names_only_templates_that_it_has() {
        String page =
                "mutation ($org: String!, $c: String!, $p: ActionPageInput!) { addActionPage(orgName: $org, campaignName: $c, input: $p) { id } }";
        String campaign = Api.addCampaign(org);
        answer("mutation ($org: String!) { upsertService(orgName: $org, input: {name: SMTP, host: \"mail.example.org\", user: \"u\", password: \"secret\"}) { id name host user } }",
                Map.of());
        JsonNode processing = answer(
                "mutation ($org: String!) { updateOrgProcessing(name: $org, emailBackend: SMTP, emailFrom: \"us@example.org\") { processing { emailBackend emailFrom eventBackend } services { name user } } }",
                Map.of()).at("/updateOrgProcessing");
        assertThat(processing.at("/processing").toString())
                .isEqualTo("{\"emailBackend\":\"SMTP\",\"emailFrom\":\"us@example.org\",\"eventBackend\":null}");
        assertThat(processing.at("/services").toString()).isEqualTo("[{\"name\":\"SMTP\",\"user\":\"u\"}]");

        assertRefused(page,
                Map.of("c", campaign, "p", Map.of("name", campaign + "/act", "locale", "en", "thankYouTemplate", "thanks")),
                "Template not found", "");
        answer("mutation ($org: String!) { upsertTemplate(orgName: $org, input: {name: \"thanks\", subject: \"s\", html: \"h\"}) }",
                Map.of());
        answer(page, Map.of("c", campaign, "p", Map.of("name", campaign + "/act", "locale", "en", "thankYouTemplate", "thanks")));
    }

    @Test
    void a_backend_that_the_org_has_no_service_for_is_refused() {
        assertRefused("mutation ($org: String!) { updateOrgProcessing(name: $org, emailBackend: SES) { id } }", Map.of(),
                "no such service", "");
        assertRefused("mutation ($org: String!) { updateOrgProcessing(name: $org, eventBackend: SES) { id } }", Map.of(),
                "service does not support such backend", "");
    }

    @Test
    void a_service_of_another_org_is_not_changed() {
        int id = answer("mutation ($org: String!) { upsertService(orgName: $org, input: {name: WEBHOOK, host: \"a\"}) { id } }",
                Map.of())
                .at("/upsertService/id").asInt();
        String other = Api.addOrg();
        assertRefused(
                "mutation ($other: String!, $id: Int) { upsertService(orgName: $other, id: $id, input: {name: WEBHOOK, host: \"b\"}) { id } }",
                Map.of("other", other, "id", id), "Entity not found", "not_found");
        assertThat(answer(
                "mutation ($org: String!, $id: Int) { upsertService(orgName: $org, id: $id, input: {name: WEBHOOK, path: \"/p\"}) { host path } }",
                Map.of("id", id)).at("/upsertService").toString()).isEqualTo("{\"host\":\"a\",\"path\":\"/p\"}");
    }

    @Test
    void a_service_without_an_id_takes_the_place_of_the_newest_of_its_name() {
        String upsert = """
                mutation ($org: String!, $s: ServiceInput!) { upsertService(orgName: $org, input: $s) { id name host path } }""";
        JsonNode first = answer(upsert, Map.of("s", Map.of("name", "WEBHOOK", "host", "https://a.example.org", "path", "/p")));

        JsonNode second = answer(upsert, Map.of("s", Map.of("name", "WEBHOOK", "host", "https://b.example.org")));
        JsonNode other = answer(upsert, Map.of("s", Map.of("name", "SQS", "host", "eu-west-1")));

        assertThat(second.at("/upsertService/id")).isEqualTo(first.at("/upsertService/id"));
        assertThat(answer("query ($org: String!) { org(name: $org) { services { name host path } } }", Map.of())
                .at("/org/services").toString()).isEqualTo("[{\"name\":\"WEBHOOK\",\"host\":\"https://b.example.org\","
                        + "\"path\":\"/p\"},{\"name\":\"SQS\",\"host\":\"eu-west-1\",\"path\":null}]");
        assertThat(other.at("/upsertService/id")).isNotEqualTo(first.at("/upsertService/id"));
    }

    @Test
    void an_upserted_campaign_is_told_of_each_time_and_its_pages_follow_by_name() throws Exception {
        answer("mutation ($org: String!) { updateOrgProcessing(name: $org, customEventDeliver: true) { id } }", Map.of());
        String name = "c" + UUID.randomUUID().toString().replace('-', '_');
        String upsert = """
                mutation ($org: String!, $c: CampaignInput!) { upsertCampaign(orgName: $org, input: $c) {
                  id name title externalId ... on PrivateCampaign { actionPages { id name locale } } } }""";
        Map<String, Object> input = Map.of("name", name, "title", "First", "externalId", 77, "actionPages",
                List.of(Map.of("name", name + "/a", "locale", "en"), Map.of("name", name + "/b", "locale", "pl")));

        JsonNode created = answer(upsert, Map.of("c", input)).at("/upsertCampaign");
        JsonNode again = answer(upsert, Map.of("c", input)).at("/upsertCampaign");
        JsonNode renamed = answer(upsert, Map.of("c", Map.of("externalId", 77, "title", "Second"))).at("/upsertCampaign");

        assertThat(created.get("actionPages")).hasSize(2);
        assertThat(again).isEqualTo(created);
        assertThat(renamed.get("id")).isEqualTo(created.get("id"));
        assertThat(renamed.get("name").asText()).isEqualTo(name);
        String queue = "cus." + orgId() + ".deliver";
        for (String title : List.of("First", "First", "Second")) {
            JsonNode event = JSON.readTree(crm.next(queue).getBody());
            assertThat(event.at("/eventType").asText()).isEqualTo("campaign_updated");
            assertThat(event.at("/campaign/title").asText()).isEqualTo(title);
        }
    }

    @Test
    void a_page_is_copied_within_its_campaign() {
        String campaign = Api.addCampaign(org);
        assertRefused(
                "mutation ($org: String!, $c: String!, $n: String!) { copyCampaignActionPage(orgName: $org, fromCampaignName: $c, name: $n) { id } }",
                Map.of("c", campaign, "n", campaign + "/copy"), "Campaign " + campaign + " does not have action pages", "");
        newPage(campaign, campaign + "/one");

        JsonNode copy = answer(
                "mutation ($org: String!, $n: String!, $f: String!) { copyActionPage(orgName: $org, name: $n, fromName: $f) { name locale live config campaign { name } } }",
                Map.of("n", campaign + "/two", "f", campaign + "/one")).at("/copyActionPage");
        JsonNode first = answer(
                "mutation ($org: String!, $c: String!, $n: String!) { copyCampaignActionPage(orgName: $org, fromCampaignName: $c, name: $n) { name locale } }",
                Map.of("c", campaign, "n", campaign + "/three")).at("/copyCampaignActionPage");

        assertThat(copy.toString()).isEqualTo("{\"name\":\"" + campaign
                + "/two\",\"locale\":\"en\",\"live\":false,\"config\":\"{\\\"a\\\":1}\",\"campaign\":{\"name\":\""
                + campaign + "\"}}");
        assertThat(first.get("locale").asText()).isEqualTo("en");
    }

    @Test
    void a_page_and_a_campaign_in_which_nobody_acted_are_deleted() throws Throwable {
        String campaign = Api.addCampaign(org);
        newPage(campaign, campaign + "/one");
        newPage(campaign, campaign + "/two");
        act(campaign + "/one", true);

        assertThat(answer("mutation ($n: String) { deleteActionPage(name: $n) }", Map.of("n", campaign + "/one"))
                .at("/deleteActionPage").asText())
                .isEqualTo("SUCCESS");
        assertThat(one(
                "select count(*) from supporters s join campaigns c on c.id = s.campaign_id where c.name = '" + campaign + "'"))
                .isEqualTo(0L);
        assertThat(answer("mutation ($n: String) { deleteCampaign(name: $n) }", Map.of("n", campaign)).at("/deleteCampaign")
                .asText()).isEqualTo("SUCCESS");
        assertThat(one("select count(*) from action_pages where name = '" + campaign + "/two'")).isEqualTo(0L);
    }

    @Test
    void a_page_on_which_somebody_acted_and_a_campaign_with_a_partner_stay() throws Throwable {
        String campaign = Api.addCampaign(org);
        newPage(campaign, campaign + "/one");
        act(campaign + "/one", false);

        assertRefused("mutation ($n: String) { deleteActionPage(name: $n) }", Map.of("n", campaign + "/one"), "has action data",
                "");
        assertRefused("mutation ($n: String) { deleteCampaign(name: $n) }", Map.of("n", campaign), "has action data", "");

        String shared = Api.addCampaign(org);
        String partner = Api.addOrg();
        answer("mutation ($partner: String!, $c: String!, $n: String!) { addActionPage(orgName: $partner, campaignName: $c, input: {name: $n, locale: \"en\"}) { id } }",
                Map.of("partner", partner, "c", shared, "n", shared + "/partner"));
        assertRefused("mutation ($n: String) { deleteCampaign(name: $n) }", Map.of("n", shared), "has action pages", "");
        assertRefused("mutation ($partner: String!) { deleteOrg(name: $partner) }", Map.of("partner", partner),
                "has action pages", "");
    }

    @Test
    void a_campaign_is_deleted_by_its_external_id() {
        answer("mutation ($org: String!, $n: String!) { addCampaign(orgName: $org, input: {name: $n, title: \"t\", externalId: 4711}) { id } }",
                Map.of("n", org + "_x"));
        assertRefused("mutation { deleteCampaign(externalId: 4711, id: 1) }", Map.of(), "Provide exactly one identifier argument",
                "bad_arg");
        assertThat(answer("mutation { deleteCampaign(externalId: 4711) }", Map.of()).at("/deleteCampaign").asText())
                .isEqualTo("SUCCESS");
        assertRefused("mutation { deleteCampaign(externalId: 4711) }", Map.of(), "Entity not found", "not_found");
    }

    @Test
    void an_empty_org_is_deleted_and_the_instance_org_is_not() {
        answer("mutation ($org: String!) { generateKey(orgName: $org, input: {name: \"k\"}) { id } }", Map.of());
        assertThat(answer("mutation ($org: String!) { deleteOrg(name: $org) }", Map.of()).at("/deleteOrg").asText())
                .isEqualTo("SUCCESS");
        assertRefused("query ($org: String!) { org(name: $org) { id } }", Map.of(), "Entity not found", "not_found");
        assertRefused("mutation { deleteOrg(name: \"instance\") }", Map.of(), "is the instance org", "");
    }

    @Test
    void a_campaigns_own_processing_goes_before_its_orgs_until_it_is_taken_back() {
        String campaign = Api.addCampaign(org);
        String update =
                "mutation ($n: String, $on: Boolean) { updateCampaignProcessing(name: $n, supporterConfirm: $on) { ... on PrivateCampaign { supporterConfirm actionConfirm } } }";
        assertThat(answer(update, Map.of("n", campaign, "on", true)).at("/updateCampaignProcessing").toString())
                .isEqualTo("{\"supporterConfirm\":true,\"actionConfirm\":null}");
        Map<String, Object> cleared = new HashMap<>(Map.of("n", campaign));
        cleared.put("on", null);
        assertThat(answer(update, cleared).at("/updateCampaignProcessing/supporterConfirm").isNull()).isTrue();
    }

    @Test
    void an_api_token_signs_requests_until_it_is_reset() throws Throwable {
        String token = answer("mutation { resetApiToken }", Map.of()).at("/resetApiToken").asText();
        assertThat(token).startsWith("API-").hasSize(47);
        one("update users_tokens set inserted_at = inserted_at - interval '29 days' returning id");

        JsonNode user = JSON.valueToTree(bearer(token)
                .body(Map.of("query", "{ currentUser { email isAdmin roles { role org { name } } apiToken { expiresAt } } }"))
                .post("/api").then().statusCode(200).extract().as(Map.class)).at("/data/currentUser");

        assertThat(user.get("email").asText()).isEqualTo(Services.ADMIN);
        assertThat(user.get("isAdmin").asBoolean()).isTrue();
        assertThat(user.get("roles").toString()).contains("\"role\":\"owner\"", org);
        assertThat(one("select inserted_at > now() at time zone 'utc' - interval '1 hour' from users_tokens")).isEqualTo(true);

        one("update users_tokens set inserted_at = inserted_at - interval '31 days' returning id");
        bearer(token).body(Map.of("query", "{ currentUser { email } }")).post("/api").then().statusCode(401);
        String next = answer("mutation { resetApiToken }", Map.of()).at("/resetApiToken").asText();
        bearer(token).body(Map.of("query", "{ currentUser { email } }")).post("/api").then().statusCode(401);
        bearer(next).body(Map.of("query", "{ currentUser { email } }")).post("/api").then().statusCode(200);
    }

    @Test
    void the_service_tells_its_owner_what_it_is() {
        JsonNode application = answer("{ application { name version logLevel } }", Map.of()).get("application");
        assertThat(application.get("name").asText()).isEqualTo("proca-notify");
        assertThat(application.get("version").asText()).isNotEmpty();
        assertThat(application.get("logLevel").asText()).isNotEmpty();
        JsonNode refused = anonymous("{ application { name } }");
        assertThat(refused.at("/errors/0/extensions/code").asText()).isEqualTo("permission_denied");
    }

    @Test
    void strangers_see_what_is_public_and_insiders_all() {
        String campaign = Api.addCampaign(org);
        newPage(campaign, campaign + "/one");
        String query =
                "query ($n: String) { actionPage(name: $n) { __typename name org { __typename name } campaign { __typename name } ... on PrivateActionPage { extraSupporters delivery } } }";

        JsonNode insider = answer(query, Map.of("n", campaign + "/one")).get("actionPage");
        JsonNode stranger = JSON.valueToTree(given().contentType("application/json")
                .body(Map.of("query", query, "variables", Map.of("n", campaign + "/one"))).post("/api").then().extract()
                .as(Map.class))
                .at("/data/actionPage");

        assertThat(insider.get("__typename").asText()).isEqualTo("PrivateActionPage");
        assertThat(insider.at("/campaign/__typename").asText()).isEqualTo("PrivateCampaign");
        assertThat(insider.get("delivery").asBoolean()).isTrue();
        assertThat(stranger.toString()).isEqualTo("{\"__typename\":\"PublicActionPage\",\"name\":\"" + campaign
                + "/one\",\"org\":{\"__typename\":\"PublicOrg\",\"name\":\"" + org
                + "\"},\"campaign\":{\"__typename\":\"PublicCampaign\",\"name\":\"" + campaign + "\"}}");
    }

    @Test
    void an_orgs_campaigns_pages_and_people_are_listed() {
        String campaign = Api.addCampaign(org);
        newPage(campaign, campaign + "/one");
        JsonNode listed = answer("""
                query ($org: String!, $like: String) { org(name: $org) {
                  campaigns(select: {titleLike: $like}) { name } none: campaigns(select: {titleLike: "nothing%"}) { name }
                  actionPages { name } users { email role } personalData { contactSchema highSecurity } } }""",
                Map.of("like", "Bee%")).get("org");
        assertThat(listed.get("campaigns").toString()).isEqualTo("[{\"name\":\"" + campaign + "\"}]");
        assertThat(listed.get("none")).isEmpty();
        assertThat(listed.get("actionPages").toString()).isEqualTo("[{\"name\":\"" + campaign + "/one\"}]");
        assertThat(listed.get("users").toString()).isEqualTo("[{\"email\":\"" + Services.ADMIN + "\",\"role\":\"owner\"}]");
        assertThat(listed.get("personalData").toString()).isEqualTo("{\"contactSchema\":\"BASIC\",\"highSecurity\":false}");
        assertThat(answer("query ($n: String) { campaigns(name: $n) { name } }", Map.of("n", campaign)).at("/campaigns/0/name")
                .asText())
                .isEqualTo(campaign);
    }

    @Test
    void a_user_who_may_joins_an_org_as_its_owner() throws Throwable {
        one("delete from staffers s using orgs o where o.id = s.org_id and o.name = '" + org + "' returning s.id");
        JsonNode joined =
                answer("mutation ($org: String!) { joinOrg(name: $org) { status org { name } } }", Map.of()).get("joinOrg");
        assertThat(joined.toString()).isEqualTo("{\"status\":\"SUCCESS\",\"org\":{\"name\":\"" + org + "\"}}");
        assertThat(
                answer("query ($org: String!) { org(name: $org) { users { role } } }", Map.of()).at("/org/users/0/role").asText())
                .isEqualTo("owner");
    }

    @CanIgnoreReturnValue
    private JsonNode answer(String query, Map<String, ?> variables) {
        return Api.answer(query, withOrg(query, variables));
    }

    private void assertRefused(String query, Map<String, ?> variables, String message, String code) {
        JsonNode answer = Api.ask(query, withOrg(query, variables));
        assertThat(answer.at("/errors/0/message").asText()).as(answer.toString()).startsWith(message);
        assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo(code);
    }

    private Map<String, Object> withOrg(String query, Map<String, ?> variables) {
        Map<String, Object> all = new HashMap<>(variables);
        if (query.contains("$org:")) {
            all.put("org", org);
        }
        return all;
    }

    private static JsonNode anonymous(String query) {
        return JSON.valueToTree(given().contentType("application/json").body(Map.of("query", query)).post("/api").then()
                .extract().as(Map.class));
    }

    private static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }

    private void newPage(String campaign, String name) {
        answer("mutation ($org: String!, $c: String!, $p: ActionPageInput!) { addActionPage(orgName: $org, campaignName: $c, input: $p) { id } }",
                Map.of("c", campaign, "p", Map.of("name", name, "locale", "en", "config", Map.of("a", 1))));
    }

    private void act(String page, boolean testing) throws Throwable {
        one("""
                with s as (insert into supporters (campaign_id, action_page_id, fingerprint, inserted_at, updated_at)
                  select p.campaign_id, p.id, '\\x01', now(), now() from action_pages p where p.name = '%s' returning *)
                insert into actions (supporter_id, action_type, campaign_id, action_page_id, testing, inserted_at, updated_at)
                select s.id, 'petition', s.campaign_id, s.action_page_id, %s, now(), now() from s returning id""".formatted(page,
                testing));
    }

    private long orgId() {
        return answer("query ($org: String!) { org(name: $org) { id } }", Map.of()).at("/org/id").asLong();
    }

    @CanIgnoreReturnValue
    private Object one(String sql) throws Throwable {
        return await(pool.query(sql).execute().map(rows -> rows.iterator().next().getValue(0)));
    }

    private static <T> T await(Uni<T> uni) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> uni);
    }
}
