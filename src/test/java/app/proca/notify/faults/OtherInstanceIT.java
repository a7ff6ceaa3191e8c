package app.proca.notify.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

/** What one instance takes in, another shows: neither keeps to itself what campaigns and pages have. */
class OtherInstanceIT {

    /** It is promised within a second; the machine may be busy. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private ServiceProcess one;
    private ServiceProcess other;
    private Installation installation;
    private ApiClient admin;
    private String campaign;
    private long page;

    @BeforeEach
    void two_instances_serve_a_page() throws SQLException {
        installation = Installation.create();
        one = installation.instance("taking", Map.of()).start().awaitServing();
        other = installation.instance("showing", Map.of()).start().awaitServing();
        admin = ApiClient.signedIn(one.api());
        String org = "org-" + UUID.randomUUID();
        campaign = "bees-" + UUID.randomUUID();
        admin.answer(one.api(), "mutation ($org: String!) { addOrg(input: {name: $org, title: \"An Org\"}) { name } }",
                Map.of("org", org));
        admin.answer(one.api(),
                """
                mutation ($org: String!, $name: String!) { addCampaign(orgName: $org, input: {name: $name, title: "Bees"}) { id } }""",
                Map.of("org", org, "name", campaign));
        page = admin.answer(one.api(), """
                mutation ($org: String!, $campaign: String!, $name: String!) {
                  addActionPage(orgName: $org, campaignName: $campaign, input: {name: $name, locale: "en"}) { id }
                }""", Map.of("org", org, "campaign", campaign, "name", org + ".example/bees")).at("/addActionPage/id").asLong();
    }

    @AfterEach
    void stop() {
        one.kill();
        other.kill();
    }

    @Test
    void an_action_that_one_takes_shows_in_the_counters_and_the_pages_status_of_the_other() throws SQLException {
        assertThat(shown()).isEqualTo("STANDBY null, 0 supporters, actions []");

        sign("jan@example.com", "https://lead.example/first");

        await().atMost(SOON).untilAsserted(() -> assertThat(shown())
                .isEqualTo("ACTIVE \"https://lead.example/first\", 1 supporters, actions [petition 1]"));

        installation.change("update notify.page_sightings set seen_at = seen_at - interval '40 days'");
        assertThat(shown()).startsWith("STALLED \"https://lead.example/first\"");

        sign("ada@example.com", "https://lead.example/second");

        await().atMost(SOON).untilAsserted(() -> assertThat(shown())
                .isEqualTo("ACTIVE \"https://lead.example/second\", 2 supporters, actions [petition 2]"));
    }

    private void sign(String email, String location) {
        ApiClient.anonymous().answer(one.api(), """
                mutation ($page: Int!, $email: String!, $location: String!) {
                  addActionContact(actionPageId: $page, action: {actionType: "petition"},
                    contact: {firstName: "Jan", email: $email, address: {country: "PL"}}, privacy: {optIn: true},
                    tracking: {source: "fb", medium: "social", campaign: "c1", content: "", location: $location}) { contactRef }
                }""", Map.of("page", page, "email", email, "location", location));
    }

    /** By the instance that took nothing. */
    private String shown() {
        JsonNode seen = admin.answer(other.api(), """
                query ($page: Int!, $campaign: String!) {
                  actionPage(id: $page) { ... on PrivateActionPage { status location } }
                  campaign(name: $campaign) { stats { supporterCount actionCount { actionType count } } }
                }""", Map.of("page", page, "campaign", campaign));
        JsonNode stats = seen.at("/campaign/stats");
        return "%s %s, %s supporters, actions %s".formatted(seen.at("/actionPage/status").asText(),
                seen.at("/actionPage/location"),
                stats.get("supporterCount"), stats.get("actionCount").findValuesAsText("actionType").isEmpty() ? "[]"
                        : "[" + stats.at("/actionCount/0/actionType").asText() + " " + stats.at("/actionCount/0/count") + "]");
    }
}
