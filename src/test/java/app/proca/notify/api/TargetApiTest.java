package app.proca.notify.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;

import app.proca.notify.testing.Api;
import app.proca.notify.testing.NothingProcessed;
import app.proca.notify.testing.People;
import app.proca.notify.testing.Services;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;

/** Whom supporters write to: the list that a campaigner keeps, and what of it who sees. */
@QuarkusTest
@TestProfile(NothingProcessed.class)
@QuarkusTestResource(Services.class)
class TargetApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UPSERT = """
            mutation ($id: Int!, $targets: [TargetInput!]!, $rest: OutdatedTargets) {
              upsertTargets(campaignId: $id, targets: $targets, outdatedTargets: $rest) {
                id externalId name area locale fields emails { email emailStatus error } } }""";
    private static final String TARGETS = """
            query ($id: Int) { campaign(id: $id) { targets {
              __typename externalId name area locale fields ... on PrivateTarget { emails { email } } } } }""";

    @Inject
    Pool pool;

    private String org;
    private String owner;
    private int campaign;
    /** Unique in the whole instance, as external ids are. */
    private String list;

    @BeforeEach
    void an_org_has_a_campaign() {
        org = Api.addOrg();
        owner = People.aStaffer(org, Role.OWNER.mask());
        campaign = id(Api.addCampaign(org));
        list = UUID.randomUUID().toString();
    }

    @Test
    void targets_are_added_and_served_with_what_was_said_of_them() {
        JsonNode added = upsert(campaign, Map.of("externalId", list + "-1", "name", "Ana", "area", "PT", "locale", "pt",
                "fields", "{\"party\":\"Greens\"}", "emails", List.of(Map.of("email", " ana@parliament.example "))),
                Map.of("externalId", list + "-2", "name", "Bea"));

        assertThat(added).hasSize(2);
        assertThat(added.at("/0/id").asText()).hasSize(36);
        assertThat(without(added.get(0), "id")).isEqualTo(json("{'externalId':'" + list + "-1','name':'Ana','area':'PT',"
                + "'locale':'pt','fields':'{\\\"party\\\":\\\"Greens\\\"}','emails':[{'email':'ana@parliament.example',"
                + "'emailStatus':'NONE','error':null}]}"));
        assertThat(without(added.get(1), "id")).isEqualTo(json("{'externalId':'" + list + "-2','name':'Bea','area':null,"
                + "'locale':null,'fields':'{}','emails':[]}"));
    }

    @Test
    void what_is_not_given_stays_and_what_is_given_as_null_goes() {
        JsonNode added = upsert(campaign, Map.of("externalId", list, "name", "Ana", "area", "PT", "locale", "pt",
                "fields", "{\"party\":\"Greens\"}", "emails", List.of(Map.of("email", "ana@parliament.example"))));
        Map<String, Object> change = new HashMap<>(Map.of("externalId", list, "name", "Ana Maria"));
        change.put("locale", null);

        JsonNode changed = upsert(campaign, change);

        assertThat(changed.at("/0/id")).isEqualTo(added.at("/0/id"));
        assertThat(changed.at("/0/name").asText()).isEqualTo("Ana Maria");
        assertThat(changed.at("/0/locale").isNull()).isTrue();
        assertThat(changed.at("/0/area").asText()).isEqualTo("PT");
        assertThat(changed.at("/0/fields").asText()).isEqualTo("{\"party\":\"Greens\"}");
        assertThat(changed.at("/0/emails/0/email").asText()).isEqualTo("ana@parliament.example");
    }

    @Test
    void addresses_are_seen_by_those_who_may_change_them() {
        upsert(campaign, Map.of("externalId", list, "name", "Ana", "emails",
                List.of(Map.of("email", "ana@parliament.example"))));
        Map<String, ?> asked = Map.of("id", campaign);
        JsonNode seen = json("{'__typename':'PrivateTarget','externalId':'" + list + "','name':'Ana','area':null,'locale':null,"
                + "'fields':'{}','emails':[{'email':'ana@parliament.example'}]}");
        JsonNode hidden = without(seen.deepCopy(), "emails");
        ((ObjectNode) hidden).put("__typename", "PublicTarget");

        JsonNode coordinator = Api.answerAs(People.aStaffer(org, Role.COORDINATOR.mask()), TARGETS, asked);
        JsonNode instanceOwner = Api.answer(TARGETS, asked);
        JsonNode without = Api.answerAs(
                People.aStaffer(org, Role.OWNER.mask() & ~Permission.CHANGE_CAMPAIGN_SETTINGS.mask()), TARGETS, asked);
        JsonNode elsewhere = Api.answerAs(People.aStaffer(Api.addOrg(), Role.OWNER.mask()), TARGETS, asked);
        JsonNode anonymous = JSON.valueToTree(given().contentType("application/json")
                .body(Map.of("query", TARGETS, "variables", asked)).post("/api").then().extract().as(Map.class)).get("data");

        assertThat(List.of(coordinator, instanceOwner)).allSatisfy(
                answer -> assertThat(answer.at("/campaign/targets/0")).isEqualTo(seen));
        assertThat(List.of(without, elsewhere, anonymous)).allSatisfy(
                answer -> assertThat(answer.at("/campaign/targets/0")).isEqualTo(hidden));
    }

    @Test
    void an_address_that_stays_keeps_its_status_and_one_that_is_named_no_more_goes() {
        upsert(campaign, Map.of("externalId", list, "name", "Ana", "emails",
                List.of(Map.of("email", "old@parliament.example"), Map.of("email", "ana@parliament.example"))));
        sql("update target_emails set email_status = 2, error = 'mailbox full' where email = 'ana@parliament.example' and "
                + "target_id = (select id from targets where external_id = '" + list + "')");

        JsonNode changed = upsert(campaign, Map.of("externalId", list, "emails",
                List.of(Map.of("email", "new@parliament.example"), Map.of("email", "Ana@parliament.example"))));

        assertThat(changed.at("/0/emails")).isEqualTo(json("[{'email':'new@parliament.example','emailStatus':'NONE',"
                + "'error':null},{'email':'ana@parliament.example','emailStatus':'BOUNCE','error':'mailbox full'}]"));
        assertThat(count("target_emails e join targets t on t.id = e.target_id where t.external_id = '" + list + "'"))
                .isEqualTo(2);
    }

    @Test
    void targets_that_a_new_list_does_not_name_stay_unless_told_otherwise() {
        upsert(campaign, target("1"), target("2"));

        upsert(campaign, target("1"));

        assertThat(externalIds()).containsExactly(list + "-1", list + "-2");
    }

    @Test
    void they_are_disabled_with_those_addresses_that_work() {
        upsert(campaign, target("1"), Map.of("externalId", list + "-2", "name", "Bea", "emails",
                List.of(Map.of("email", "bea@parliament.example"), Map.of("email", "spam@parliament.example"))));
        sql("update target_emails set email_status = 4 where email = 'spam@parliament.example'");

        answer(Map.of("id", campaign, "targets", List.of(target("1")), "rest", "DISABLE"));
        JsonNode named = upsert(campaign, target("1"), Map.of("externalId", list + "-2"));

        assertThat(named.at("/0/emails").findValuesAsText("emailStatus")).containsExactly("NONE");
        assertThat(named.at("/1/emails").findValuesAsText("emailStatus")).containsExactly("INACTIVE", "SPAM");
    }

    @Test
    void they_are_deleted_unless_somebody_wrote_to_them() {
        upsert(campaign, target("1"), target("2"), target("3"));
        String writtenTo = sqlText("select id::text from targets where external_id = '" + list + "-2'");

        answer(Map.of("id", campaign, "targets", List.of(target("1"), target("2")), "rest", "DELETE"));
        write(writtenTo);
        JsonNode refused = Api.askAs(owner, UPSERT,
                Map.of("id", campaign, "targets", List.of(target("4")), "rest", "DELETE"));

        assertThat(refused.at("/errors/0/message").asText()).isEqualTo("has messages");
        assertThat(refused.at("/errors/0/path").toString())
                .isEqualTo("[\"upsertTargets\",\"targets\",\"" + writtenTo + "\",\"messages\"]");
        assertThat(externalIds()).containsExactly(list + "-1", list + "-2");
    }

    @Test
    void each_thing_that_is_wrong_is_told_at_its_place_and_nothing_is_changed() {
        JsonNode refused = Api.askAs(owner, UPSERT, Map.of("id", campaign, "targets", List.of(target("1"),
                Map.of("externalId", list + "-2", "name", "Bea", "locale", "german", "fields", "[]"),
                Map.of("externalId", list + "-3", "emails",
                        List.of(Map.of("email", "bea@parliament.example"), Map.of("email", "bea"))))));

        assertThat(refused.get("errors")).extracting(error -> error.at("/path").toString() + " " + error.at("/message").asText())
                .containsExactlyInAnyOrder("[\"upsertTargets\",\"targets\",1,\"locale\"] has invalid format",
                        "[\"upsertTargets\",\"targets\",1,\"fields\"] must be a JSON object",
                        "[\"upsertTargets\",\"targets\",2,\"name\"] can't be blank",
                        "[\"upsertTargets\",\"targets\",2,\"emails\",1,\"email\"] has invalid format");
        assertThat(externalIds()).isEmpty();
    }

    @Test
    void fields_beyond_what_the_database_takes_are_told() {
        JsonNode refused = Api.askAs(owner, UPSERT, Map.of("id", campaign, "targets", List.of(Map.of("externalId", list, "name",
                "Ana", "fields", "{\"a\":\"" + "x".repeat(6_000) + "\"}"))));

        assertThat(refused.at("/errors/0/message").asText()).isEqualTo("should be at most 5120 byte(s)");
        assertThat(refused.at("/errors/0/path").toString()).isEqualTo("[\"upsertTargets\",\"targets\",\"fields\"]");
    }

    @Test
    void a_target_moves_between_the_campaigns_of_its_lead_and_not_to_another_org() {
        JsonNode added = upsert(campaign, target("1"));
        int next = id(Api.addCampaign(org));
        String other = Api.addOrg();

        JsonNode moved = upsert(next, target("1"));
        JsonNode refused = Api.askAs(People.aStaffer(other, Role.OWNER.mask()), UPSERT,
                Map.of("id", id(Api.addCampaign(other)), "targets", List.of(target("1"))));

        assertThat(moved.at("/0/id")).isEqualTo(added.at("/0/id"));
        assertThat(externalIds()).isEmpty();
        assertThat(refused.at("/errors/0/message").asText()).isEqualTo("has already been taken");
        assertThat(refused.at("/errors/0/path").toString()).isEqualTo("[\"upsertTargets\",\"targets\",0,\"externalId\"]");
    }

    @Test
    void two_who_bring_the_same_list_at_once_make_it_once() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try {
            List<Callable<JsonNode>> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                calls.add(() -> upsert(campaign, target("1"), target("2")));
            }
            for (Future<JsonNode> done : callers.invokeAll(calls)) {
                assertThat(done.get()).hasSize(2);
            }
        } finally {
            callers.shutdown();
        }

        assertThat(externalIds()).containsExactly(list + "-1", list + "-2");
        assertThat(count("target_emails e join targets t on t.id = e.target_id where t.external_id like '" + list + "%'"))
                .isEqualTo(2);
    }

    @Test
    void a_supporter_writes_to_targets_of_a_campaign_that_was_set_up_here() {
        String target = upsert(campaign, target("1")).at("/0/id").asText();
        Api.answerAs(owner, "mutation ($id: Int) { updateCampaign(id: $id, input: {mtt: {startAt: \"2026-01-01T08:00:00Z\", "
                + "endAt: \"2036-01-01T17:00:00Z\"}}) { id } }", Map.of("id", campaign));

        write(target);

        assertThat(count("messages where target_id = '" + target + "'")).isEqualTo(1);
    }

    /** What somebody writes to the target, through a page of the campaign. */
    private void write(String target) {
        sql("insert into mtt (campaign_id, start_at, end_at) select " + campaign + ", now(), now() where not exists "
                + "(select from mtt where campaign_id = " + campaign + ")");
        String name = sqlText("select name::text from campaigns where id = " + campaign);
        int page = Api.answer("mutation ($o: String!, $c: String!, $p: ActionPageInput!) { "
                + "addActionPage(orgName: $o, campaignName: $c, input: $p) { id } }",
                Map.of("o", org, "c", name, "p", Map.of("name", name + "/" + UUID.randomUUID(), "locale", "en")))
                .at("/addActionPage/id").asInt();
        Api.answer("mutation ($page: Int!, $targets: [String!]!) { addActionContact(actionPageId: $page, contact: {firstName: "
                + "\"Jan\", email: \"jan@example.org\", address: {country: \"pl\", postcode: \"00-001\"}}, privacy: {optIn: "
                + "true}, action: {actionType: \"mail2target\", mtt: {subject: \"s\", body: \"b\", targets: $targets}}) { "
                + "contactRef } }", Map.of("page", page, "targets", List.of(target)));
    }

    private Map<String, ?> target(String number) {
        return Map.of("externalId", list + "-" + number, "name", "Target " + number, "emails",
                List.of(Map.of("email", "t" + number + "@parliament.example")));
    }

    @CanIgnoreReturnValue
    private JsonNode upsert(int campaignId, Map<?, ?>... targets) {
        return answer(Map.of("id", campaignId, "targets", List.of(targets)));
    }

    @CanIgnoreReturnValue
    private JsonNode answer(Map<String, ?> variables) {
        return Api.answerAs(owner, UPSERT, variables).get("upsertTargets");
    }

    private List<String> externalIds() {
        return Api.answer(TARGETS, Map.of("id", campaign)).at("/campaign/targets").findValuesAsText("externalId");
    }

    private static int id(String campaign) {
        return Api.answer("query ($n: String) { campaign(name: $n) { id } }", Map.of("n", campaign)).at("/campaign/id").asInt();
    }

    private static JsonNode without(JsonNode object, String field) {
        ((ObjectNode) object).remove(field);
        return object;
    }

    /** Apostrophes stand for quotation marks. */
    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private long count(String from) {
        return Long.parseLong(sqlText("select count(*)::text from " + from));
    }

    private void sql(String statement) {
        try {
            var unused = VertxContextSupport.subscribeAndAwait(() -> pool.query(statement).execute());
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private String sqlText(String query) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> pool.query(query).execute()
                    .map(rows -> rows.iterator().next().getString(0)));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
