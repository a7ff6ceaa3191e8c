package app.proca.notify.mail.supporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ObjectNode;

import app.proca.notify.campaign.CampaignStats;
import app.proca.notify.template.CompiledTemplate;

class MergeFieldsTest {

    private static final MailingPage PAGE = new MailingPage(2, 2, "en", "thanks", null, null, false, false, false, true);
    private static final Standing FIRST = new Standing(false, false, true, 0);
    private static final CampaignStats STATS = new CampaignStats(1_234, Map.of("PL", 56L, "DE", 3L), Map.of(2L, 789L, 7L, 1L),
            Map.of("petition", 1_300L, "share", 40L));
    private static final String REF = "DPDiY-ZlwgRsWvqtcrY7T9NFEWW0lL0S1tHm-XqbzQw";
    private static final SupporterLinks LINKS = new SupporterLinks("localhost", 1, REF);

    @Test
    void a_message_as_proca_sends_it_fills_all_names() {
        ActionTold told = Told.read(Told.sample("deliver__petition.save-oceans"));

        Map<String, Object> fields = MergeFields.of(told, PAGE, FIRST, STATS, LINKS, false);

        assertThat(fields).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                Map.entry("firstName", "Jan"),
                Map.entry("email", "jan@example.com"),
                Map.entry("ref", REF),
                Map.entry("actionId", 1L),
                Map.entry("actionType", "petition"),
                Map.entry("createdAt", "2026-11-23 23:44:52Z"),
                Map.entry("isActionType", Map.of("petition", true)),
                Map.entry("isDupe", false),
                Map.entry("test", false),
                Map.entry("org", Map.of("name", "lead", "title", "Lead Org")),
                Map.entry("campaign", Map.of("name", "save-oceans", "title", "Save all Oceans",
                        "stats", Map.of("supporterCount", 1_234L, "supporterCountByOrg", 789L, "supporterCountByArea", 56L,
                                "actionCount", Map.of("petition", 1_300L, "share", 40L)))),
                Map.entry("actionPage", Map.of("name", "lead/oceans-en", "locale", "en")),
                Map.entry("privacy", Map.of("givenAt", "2026-11-23T23:44:52Z", "optIn", true, "withConsent", true)),
                Map.entry("tracking", Map.of("campaign", "c1", "content", "v1 v2", "encodedContent", "v1%20v2",
                        "location", "https://lead.org/petition", "encodedLocation", "https%3A%2F%2Flead.org%2Fpetition",
                        "medium", "social", "source", "fb")),
                Map.entry("variant", Map.of("v1", true, "v2", true)),
                Map.entry("foo", "Bar"),
                Map.entry("list", List.of("a", "b")),
                Map.entry("n", 1),
                Map.entry("doiLink", "https://localhost/link/d/1/" + REF),
                Map.entry("confirmLink", "https://localhost/link/d/1/" + REF),
                Map.entry("rejectLink", "https://localhost/link/s/1/reject/" + REF)));
    }

    @Test
    void the_links_of_a_question_confirm_and_reject() {
        ActionTold told = Told.read(Told.sample("confirm.supporter__petition.save-oceans"));

        Map<String, Object> fields = MergeFields.of(told, PAGE, FIRST, STATS, new SupporterLinks("localhost", 12, "r-_9"), true);

        assertThat(fields).containsEntry("confirmLink", "https://localhost/link/s/12/accept/r-_9")
                .containsEntry("rejectLink", "https://localhost/link/s/12/reject/r-_9")
                .containsEntry("doiLink", "https://localhost/link/s/12/accept/r-_9?doi=1");
    }

    @Test
    void version_1_fills_the_same_names() {
        Map<String, Object> fields = MergeFields.of(Told.read(Told.VERSION_1), PAGE, new Standing(false, false, true, 2), STATS,
                new SupporterLinks("localhost", 12, "mfbpbPK_2yjs"), false);

        assertThat(fields).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                Map.entry("firstName", "Jan"),
                Map.entry("lastName", "Kowalski"),
                Map.entry("email", "jan@example.com"),
                Map.entry("ref", "mfbpbPK_2yjs"),
                Map.entry("actionId", 12L),
                Map.entry("actionType", "petition"),
                Map.entry("createdAt", "2026-11-23 23:46:48Z"),
                Map.entry("isActionType", Map.of("petition", true)),
                Map.entry("isDupe", true),
                Map.entry("test", true),
                Map.entry("org", Map.of("name", "lead", "title", "Lead Org")),
                Map.entry("campaign", Map.of("name", "save-oceans", "title", "Save all Oceans",
                        "stats", Map.of("supporterCount", 1_234L, "supporterCountByOrg", 789L, "supporterCountByArea", 56L,
                                "actionCount", Map.of("petition", 1_300L, "share", 40L)))),
                Map.entry("actionPage", Map.of("name", "lead/oceans-en", "locale", "en")),
                Map.entry("privacy", Map.of("givenAt", "2026-11-23T23:46:48Z", "communication", true, "optIn", true)),
                Map.entry("foo", "Bar"),
                Map.entry("doiLink", "https://localhost/link/d/12/mfbpbPK_2yjs"),
                Map.entry("confirmLink", "https://localhost/link/d/12/mfbpbPK_2yjs"),
                Map.entry("rejectLink", "https://localhost/link/s/12/reject/mfbpbPK_2yjs")));
    }

    @Test
    void what_a_contact_in_clear_holds_beside_is_there_and_what_is_unknown_is_not() {
        ObjectNode body = Told.sample("deliver__petition.hookcamp");
        body.withObject("contact").putNull("area").putNull("firstName");

        Map<String, Object> fields = MergeFields.of(Told.read(body), PAGE, FIRST, STATS, LINKS, false);

        assertThat(fields).containsEntry("lastName", "Kowalski").doesNotContainKey("firstName");
        assertThat(fields.get("campaign")).extracting("stats").extracting("supporterCountByArea").isEqualTo(0L);
    }

    @Test
    void custom_fields_have_their_own_name_and_procas_and_replace_nothing_of_ours() {
        ObjectNode body = Told.sample("deliver__petition.save-oceans");
        body.withObject("action").set("customFields", body.objectNode().put("favourite_fish", "cod").put("firstName", "Eve")
                .put("doi_link", "https://evil.example.com").put("org", "Evil Org").putNull("empty"));

        Map<String, Object> fields = MergeFields.of(Told.read(body), PAGE, FIRST, STATS, LINKS, false);

        assertThat(fields).containsEntry("favourite_fish", "cod").containsEntry("favouriteFish", "cod")
                .containsEntry("firstName", "Jan").containsEntry("org", Map.of("name", "lead", "title", "Lead Org"))
                .containsEntry("doiLink", LINKS.optIn()).doesNotContainKey("empty");
    }

    @Test
    void a_template_reads_them_by_their_paths() {
        ActionTold told = Told.read(Told.sample("deliver__petition.save-oceans"));
        CompiledTemplate template = CompiledTemplate.of("", "", """
                {{#isActionType.petition}}signed{{/isActionType.petition}}{{#isActionType.share}}shared{{/isActionType.share}} \
                {{#variant.v2}}in the second way{{/variant.v2}}{{#variant.v3}}in the third{{/variant.v3}} \
                {{campaign.stats.supporterCount}} {{campaign.stats.actionCount.share}} {{#isDupe}}again{{/isDupe}}\
                {{^privacy.emailStatus}}unknown{{/privacy.emailStatus}} {{#list}}{{.}},{{/list}}""");

        String text = template.fill(MergeFields.of(told, PAGE, FIRST, STATS, LINKS, false)).text();

        assertThat(text).isEqualTo("signed in the second way 1234 40 unknown a,b,");
    }

    @Test
    void what_is_no_message_about_an_action_is_none() {
        ObjectNode body = Told.sample("deliver__petition.save-oceans");

        assertThat(List.of("schema", "stage", "actionId", "action", "actionPageId", "actionPage", "campaign", "org", "contact"))
                .allSatisfy(part -> assertThat(ActionTold.read(without(body, part).toString())).isEmpty());
        assertThat(ActionTold.read(body.deepCopy().put("schema", "proca:event:2").toString())).isEmpty();
        assertThat(ActionTold.read("\"text\"")).isEmpty();
        assertThat(ActionTold.read("null")).isEmpty();
        assertThat(ActionTold.read("")).isEmpty();
    }

    private static ObjectNode without(ObjectNode body, String part) {
        ObjectNode rest = body.deepCopy();
        rest.remove(part);
        return rest;
    }
}
