package app.proca.notify.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.CanIgnoreReturnValue;

import app.proca.notify.testing.Api;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.People;
import app.proca.notify.testing.Services;
import app.proca.notify.user.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** When a campaign is, how its actions are processed, and how its supporters write to its targets. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class CampaignSettingsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String SETTINGS = """
            start end campaignProcessing { supporterConfirm supporterConfirmTemplate actionConfirm }
            ... on PrivateCampaign { mtt { startAt endAt messageTemplate testEmail ccContacts ccSender dripDelivery
              maxEmailsPerHour } }""";
    private static final String UPDATE =
            "mutation ($n: String, $i: CampaignInput!) { updateCampaign(name: $n, input: $i) { " + SETTINGS + " } }";
    private static final String CAMPAIGN = "query ($n: String) { campaign(name: $n) { " + SETTINGS + " } }";
    private static final Map<String, ?> MTT = Map.of("startAt", "2026-12-01T10:00:00+02:00", "endAt", "2026-12-24T17:00:00Z");

    private String org;
    private String owner;
    private String campaign;

    private final Crm crm = new Crm();

    @BeforeEach
    void an_org_has_a_campaign() throws Exception {
        crm.connect();
        org = Api.addOrg();
        owner = People.aStaffer(org, Role.OWNER.mask());
        campaign = Api.addCampaign(org);
    }

    @AfterEach
    void disconnect() {
        crm.disconnect();
    }

    @Test
    void a_campaign_says_when_it_is_and_takes_that_back() {
        JsonNode set = update("{'start':'2026-12-01','end':'2026-12-24'}");
        JsonNode kept = update("{'title':'Save the Bees'}");
        JsonNode cleared = update("{'end':null}");

        assertThat(List.of(set, kept)).allSatisfy(one -> {
            assertThat(one.get("start").asText()).isEqualTo("2026-12-01");
            assertThat(one.get("end").asText()).isEqualTo("2026-12-24");
        });
        assertThat(cleared.get("start").asText()).isEqualTo("2026-12-01");
        assertThat(cleared.get("end").isNull()).isTrue();
    }

    @Test
    void an_input_says_how_actions_are_processed_as_its_own_operation_does() {
        JsonNode set = update("{'supporterConfirm':true,'supporterConfirmTemplate':'ask','actionConfirm':false}");
        JsonNode cleared = update("{'supporterConfirm':null,'actionConfirm':null}");

        assertThat(set.get("campaignProcessing"))
                .isEqualTo(json("{'supporterConfirm':true,'supporterConfirmTemplate':'ask','actionConfirm':false}"));
        assertThat(cleared.get("campaignProcessing"))
                .isEqualTo(json("{'supporterConfirm':null,'supporterConfirmTemplate':'ask','actionConfirm':null}"));
    }

    @Test
    void mails_to_targets_are_set_changed_in_part_and_ended() {
        JsonNode begun = update("{'mtt':{'startAt':'2026-12-01T10:00:00+02:00','endAt':'2026-12-24T17:00:00Z'}}").get("mtt");
        JsonNode changed = update("{'mtt':{'endAt':'2026-12-31T17:00:00Z','testEmail':'me@example.org','ccContacts':"
                + "['press@example.org'],'ccSender':true,'dripDelivery':false,'maxEmailsPerHour':100,'messageTemplate':'mep'}}")
                .get("mtt");
        JsonNode kept = update("{'title':'Save the Bees'}").get("mtt");
        JsonNode ended = update("{'mtt':null}").get("mtt");

        assertThat(begun).isEqualTo(json("{'startAt':'2026-12-01T08:00:00Z','endAt':'2026-12-24T17:00:00Z',"
                + "'messageTemplate':null,'testEmail':null,'ccContacts':[],'ccSender':false,'dripDelivery':true,"
                + "'maxEmailsPerHour':null}"));
        assertThat(changed).isEqualTo(kept).isEqualTo(json("{'startAt':'2026-12-01T08:00:00Z',"
                + "'endAt':'2026-12-31T17:00:00Z','messageTemplate':'mep','testEmail':'me@example.org',"
                + "'ccContacts':['press@example.org'],'ccSender':true,'dripDelivery':false,'maxEmailsPerHour':100}"));
        assertThat(ended.isNull()).isTrue();
    }

    @Test
    void a_campaign_is_made_with_them_and_upserted() {
        String name = "bees-" + UUID.randomUUID();
        Map<String, ?> variables =
                Map.of("o", org, "i", Map.of("name", name, "title", "Bees", "mtt", MTT, "start", "2026-12-01"));

        JsonNode made = Api.answerAs(owner, "mutation ($o: String!, $i: CampaignInput!) { addCampaign(orgName: $o, input: $i) { "
                + SETTINGS + " } }", variables).get("addCampaign");
        JsonNode upserted = Api.answerAs(owner,
                "mutation ($o: String!, $i: CampaignInput!) { upsertCampaign(orgName: $o, input: $i) { " + SETTINGS + " } }",
                Map.of("o", org, "i", Map.of("name", name, "mtt", Map.of("ccSender", true)))).get("upsertCampaign");

        assertThat(made.at("/mtt/startAt").asText()).isEqualTo("2026-12-01T08:00:00Z");
        assertThat(made.get("start").asText()).isEqualTo("2026-12-01");
        assertThat(upserted.at("/mtt/startAt").asText()).isEqualTo("2026-12-01T08:00:00Z");
        assertThat(upserted.at("/mtt/ccSender").asBoolean()).isTrue();
    }

    @Test
    void what_is_wrong_with_them_is_told_at_its_field_and_nothing_is_changed() {
        JsonNode refused = ask("{'title':'Other','mtt':{'endAt':'2026-12-24T17:00:00Z','testEmail':'me'}}");
        JsonNode backwards = ask("{'mtt':{'startAt':'2026-12-24T17:00:00Z','endAt':'2026-12-01T17:00:00Z'}}");

        assertThat(refused.get("errors")).extracting(error -> error.at("/path").toString() + " " + error.at("/message").asText())
                .containsExactly("[\"updateCampaign\",\"mtt\",\"startAt\"] can't be blank",
                        "[\"updateCampaign\",\"mtt\",\"testEmail\"] has invalid format");
        assertThat(backwards.at("/errors/0/message").asText()).isEqualTo("must be after startAt");
        assertThat(Api.answer("query ($n: String) { campaign(name: $n) { title } }", Map.of("n", campaign))
                .at("/campaign/title").asText()).isEqualTo("Bees");
        assertThat(seen(owner).get("mtt").isNull()).isTrue();
    }

    @Test
    void the_template_of_an_org_that_sends_mails_is_one_that_it_has() {
        Api.answer(
                "mutation ($o: String!) { upsertService(orgName: $o, input: {name: SMTP, host: \"smtp://127.0.0.1:9\"}) { id } "
                        + "updateOrgProcessing(name: $o, emailBackend: SMTP, emailFrom: \"us@example.org\") { id } }",
                Map.of("o", org));

        JsonNode refused = ask("{'mtt':{'messageTemplate':'mep'}}");

        assertThat(refused.at("/errors/0/message").asText()).isEqualTo("Template not found");
        assertThat(refused.at("/errors/0/path").toString()).isEqualTo("[\"updateCampaign\",\"mtt\",\"messageTemplate\"]");
    }

    @Test
    void everybody_sees_when_a_campaign_is_and_its_lead_how_mails_go_out() {
        update("{'start':'2026-12-01','mtt':{'startAt':'2026-12-01T10:00:00Z','endAt':'2026-12-24T17:00:00Z'}}");

        JsonNode partner = seen(People.aStaffer(Api.addOrg(), Role.OWNER.mask()));

        assertThat(partner.get("start").asText()).isEqualTo("2026-12-01");
        assertThat(partner.has("mtt")).isFalse();
        assertThat(seen(owner).at("/mtt/startAt").asText()).isEqualTo("2026-12-01T10:00:00Z");
    }

    @Test
    void its_crm_hears_of_new_mails_to_targets_once() throws Exception {
        Api.answer("mutation ($o: String!) { updateOrgProcessing(name: $o, customEventDeliver: true) { id } }", Map.of("o", org));
        long orgId = Api.answer("query ($o: String!) { org(name: $o) { id } }", Map.of("o", org)).at("/org/id").asLong();
        String queue = "cus." + orgId + ".deliver";
        await().atMost(SOON).ignoreExceptions().until(() -> crm.channel().queueDeclarePassive(queue) != null);

        update("{'mtt':{'startAt':'2026-12-01T10:00:00Z','endAt':'2026-12-24T17:00:00Z'}}");
        update("{'title':'Later','mtt':{'ccSender':true}}");

        assertThat(JSON.readTree(crm.next(queue).getBody()).at("/campaign/title").asText()).isEqualTo("Bees");
        assertThat(JSON.readTree(crm.next(queue).getBody()).at("/campaign/title").asText()).isEqualTo("Later");
        update("{'title':'Last'}");
        assertThat(JSON.readTree(crm.next(queue).getBody()).at("/campaign/title").asText()).isEqualTo("Last");
    }

    @CanIgnoreReturnValue
    private JsonNode update(String input) {
        JsonNode answer = ask(input);
        assertThat(answer.has("errors")).as(answer.toString()).isFalse();
        return answer.at("/data/updateCampaign");
    }

    private JsonNode ask(String input) {
        return Api.askAs(owner, UPDATE, Map.of("n", campaign, "i", json(input)));
    }

    private JsonNode seen(String viewer) {
        return Api.answerAs(viewer, CAMPAIGN, Map.of("n", campaign)).get("campaign");
    }

    /** Apostrophes stand for quotation marks. */
    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
