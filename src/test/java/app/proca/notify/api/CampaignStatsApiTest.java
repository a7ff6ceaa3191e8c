package app.proca.notify.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import app.proca.notify.action.Action;
import app.proca.notify.action.ActionStatus;
import app.proca.notify.action.Source;
import app.proca.notify.campaign.ActionPage;
import app.proca.notify.supporter.Supporter;
import app.proca.notify.testing.Api;
import app.proca.notify.testing.Services;
import app.proca.notify.testing.Signatures;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;

/** What everybody sees of a campaign's actions, and its own people of its pages. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class CampaignStatsApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Pool pool;

    private String org;
    private String partner;
    private String campaign;
    private ActionPage page;
    private ActionPage partnersPage;

    @BeforeEach
    void a_lead_and_a_partner_have_a_page_each() {
        org = Api.addOrg();
        partner = Api.addOrg();
        campaign = Api.addCampaign(org);
        page = Signatures.aPage(org, campaign);
        partnersPage = Signatures.aPage(partner, campaign);
    }

    @Test
    void anybody_sees_the_counters_as_proca_shows_them() throws Exception {
        Action german = signature(page, "ann", "DE", "donate", false);
        act(german, "share");
        act(german, "share");
        for (int i = 0; i < 6; i++) {
            var petition = Signatures.aSignature(page, "polish " + i);
        }
        var tested = signature(page, "tester", "PL", "petition", true);
        sql("update action_pages set extra_supporters = 10 where id = " + page.id);
        for (int i = 0; i < 2; i++) {
            var petition = Signatures.aSignature(partnersPage, "partner's " + i);
        }
        JsonNode sample;
        try (var stream = getClass().getResourceAsStream("/samples/graphql/campaign-stats.json")) {
            sample = JSON.readTree(stream);
        }

        JsonNode answer = anonymously(sample.at("/request/query").asText().replace("save-oceans", campaign));

        JsonNode stats = answer.at("/data/campaign/stats");
        assertThat(answer.has("errors")).as(answer.toString()).isFalse();
        List<JsonNode> orgs = stats.at("/supporterCountByOrg").findValues("org");
        assertThat(orgs).extracting(one -> one.get("name").asText()).containsExactly(org, partner);
        ((ObjectNode) orgs.get(0)).put("name", "lead");
        ((ObjectNode) orgs.get(1)).put("name", "partner");
        assertThat(stats).isEqualTo(sample.at("/response/data/campaign/stats"));
    }

    @Test
    void others_are_those_who_came_through_other_orgs_pages() {
        var ours = Signatures.aSignature(page, "ann");
        var theirs = Signatures.aSignature(partnersPage, "ben");
        sql("update action_pages set extra_supporters = 5 where id = " + partnersPage.id);

        JsonNode stats = anonymously("{ campaign(name: \"" + campaign + "\") { stats { ours: supporterCountByOthers(orgName: \""
                + partner + "\") theirs: supporterCountByOthers(orgName: \"" + org
                + "\") all: supporterCountByOthers(orgName: \"nobody\") } } }").at("/data/campaign/stats");

        assertThat(stats.toString()).isEqualTo("{\"ours\":1,\"theirs\":6,\"all\":7}");
    }

    @Test
    void anybody_sees_the_newest_actions_with_only_their_public_fields() {
        sql("update campaigns set public_actions = '{petition:comment,share:medium}' where id = " + page.campaignId);
        Action first = Signatures.aSignature(page, "ann");
        Action second = Signatures.aSignature(page, "ben");
        sql("update actions set fields = '{\"comment\": \"Save them!\", \"phone\": \"secret\"}' where id = " + second.id);
        sql("update actions set processing_status = 2 where id = " + Signatures.aSignature(page, "eve").id);

        JsonNode answer = anonymously("{ campaign(name: \"" + campaign
                + "\") { all: actions(actionType: \"petition\") { fieldKeys list "
                + "{ actionId actionType area customFields fields { key value } } } one: actions(actionType: \"petition\", limit: 1) "
                + "{ list { actionId } } none: actions(actionType: \"share\") { fieldKeys list { actionId } } } }");

        assertThat(answer.at("/data/campaign").toString()).as(answer.toString()).isEqualTo(("""
                {"all":{"fieldKeys":["comment"],"list":[\
                {"actionId":%2$d,"actionType":"petition","area":"PL","customFields":"{\\"comment\\":\\"Save them!\\"}",\
                "fields":[{"key":"comment","value":"Save them!"}]},\
                {"actionId":%1$d,"actionType":"petition","area":"PL","customFields":"{}","fields":[]}]},\
                "one":{"list":[{"actionId":%2$d}]},"none":{"fieldKeys":["medium"],"list":[]}}""").formatted(first.id, second.id));
    }

    /** The counters say that the campaign has more than is looked at in one way. */
    @Test
    void of_a_campaign_with_many_actions_the_newest_are_found_too() {
        Action first = Signatures.aSignature(page, "ann");
        Action second = Signatures.aSignature(page, "ben");
        var tested = signature(page, "tester", "PL", "petition", true);
        sql("insert into notify.counters (campaign_id, kind, key, count) values (" + page.campaignId
                + ", 'action', 'older', 50000)");

        JsonNode answer = anonymously("{ campaign(name: \"" + campaign + "\") { two: actions(actionType: \"petition\") "
                + "{ list { actionId } } one: actions(actionType: \"petition\", limit: 1) { list { actionId } } "
                + "earlier: actions(actionType: \"older\") { list { actionId } } "
                + "none: actions(actionType: \"made up\") { list { actionId } } } }");

        assertThat(answer.at("/data/campaign").toString()).as(answer.toString())
                .isEqualTo(
                        "{\"two\":{\"list\":[{\"actionId\":%2$d},{\"actionId\":%1$d}]},\"one\":{\"list\":[{\"actionId\":%2$d}]},"
                                .formatted(first.id, second.id) + "\"earlier\":{\"list\":[]},\"none\":{\"list\":[]}}");
    }

    @Test
    void a_page_is_seen_where_and_when_its_last_action_came() {
        assertThat(seen()).isEqualTo("{\"status\":\"STANDBY\",\"location\":null}");

        Action action = signatureFrom("https://example.org/petition");

        assertThat(seen()).isEqualTo("{\"status\":\"ACTIVE\",\"location\":\"https://example.org/petition\"}");
        assertThat(action.sourceId).isNotNull();
    }

    @Test
    void an_action_of_unknown_origin_does_not_hide_the_last_known_one() {
        var from = signatureFrom("https://example.org/petition");

        var nowhere = Signatures.aSignature(page, "ben");

        assertThat(seen()).isEqualTo("{\"status\":\"ACTIVE\",\"location\":\"https://example.org/petition\"}");
    }

    @Test
    void a_page_without_actions_for_long_is_stalled() {
        var action = Signatures.aSignature(page, "ann");
        assertThat(seen()).contains("ACTIVE");

        sql("update notify.page_sightings set seen_at = '" + LocalDateTime.now(ZoneOffset.UTC).minusDays(40)
                + "' where page_id = "
                + page.id);

        assertThat(seen()).isEqualTo("{\"status\":\"STALLED\",\"location\":null}");
    }

    @Test
    void all_pages_of_an_answer_have_their_own() {
        var action = Signatures.aSignature(partnersPage, "ann");

        JsonNode pages =
                Api.answer("query ($n: String) { campaign(name: $n) { ... on PrivateCampaign { actionPages { status } } } }",
                        Map.of("n", campaign)).at("/campaign/actionPages");

        assertThat(pages.toString()).isEqualTo("[{\"status\":\"STANDBY\"},{\"status\":\"ACTIVE\"}]");
    }

    private Action signatureFrom(String location) {
        Source source = new Source();
        source.source = "fb";
        source.medium = "social";
        source.campaign = campaign;
        source.content = "";
        source.location = location;
        return Signatures.inTransaction(() -> source.<Source>persist().chain(() -> {
            Action action = Signatures.anAction(page, null, "petition", ActionStatus.NEW);
            action.sourceId = source.id;
            return action.<Action>persist();
        }));
    }

    private static Action signature(ActionPage page, String person, String area, String type, boolean testing) {
        Supporter supporter = Signatures.anAcceptedSupporter(page, person);
        supporter.area = area;
        return Signatures.inTransaction(() -> supporter.<Supporter>persist().chain(() -> {
            Action action = Signatures.anAction(page, supporter.id, type, ActionStatus.DELIVERED);
            action.testing = testing;
            return action.<Action>persist();
        }));
    }

    private void act(Action like, String type) {
        var unused = Signatures.inTransaction(
                () -> Signatures.anAction(page, like.supporterId, type, ActionStatus.ACCEPTED).<Action>persist());
    }

    private String seen() {
        return Api.answer("query ($id: Int) { actionPage(id: $id) { ... on PrivateActionPage { status location } } }",
                Map.of("id", page.id)).at("/actionPage").toString();
    }

    private static JsonNode anonymously(String query) {
        return JSON.valueToTree(given().contentType("application/json").body(Map.of("query", query)).post("/api").then()
                .statusCode(200).extract().as(Map.class));
    }

    private void sql(String statement) {
        try {
            var unused = VertxContextSupport.subscribeAndAwait(() -> pool.query(statement).execute());
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
