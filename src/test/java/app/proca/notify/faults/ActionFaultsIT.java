package app.proca.notify.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import app.proca.notify.faults.ActionConsumer.Arrival;
import app.proca.notify.faults.ActionConsumer.Held;
import app.proca.notify.testing.Services;

/** The service is killed twice while people sign from 64 connections, in clear and encrypted (spec/processing.md). */
class ActionFaultsIT {

    private static final Logger LOG = Logger.getLogger(ActionFaultsIT.class);
    private static final int SIGNATURES = 20_000;
    private static final int KILLS = 2;
    private static final Duration LOAD_LIMIT = Duration.ofMinutes(5);
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(3);

    /** An org, and the page of the campaign that is its own. */
    private record Signed(List<Long> orgs, List<Long> pages, String campaign, long campaignId) {}

    @Test
    void killed_twice_under_load_it_delivers_each_answered_action_once_and_counts_right()
            throws SQLException, IOException, TimeoutException, URISyntaxException, GeneralSecurityException {
        Installation installation = Installation.create();
        ServiceProcess service = installation.instance("actions", Map.of()).start().awaitServing();
        ApiClient admin = ApiClient.signedIn(service.api());
        Signed signed = layOut(admin, service.api());

        try (ActionConsumer crms = ActionConsumer.of(Services.rabbit().url(), signed.orgs());
                ActionLoad load = ActionLoad.on(service.api(), signed.pages(), SIGNATURES)) {
            for (int kill = 1; kill <= KILLS; kill++) {
                int reached = SIGNATURES * kill / (KILLS + 1);
                await().atMost(LOAD_LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> load.answered().size() >= reached);
                service.kill();
                service.start().awaitServing();
            }
            assertThat(load.awaitEnd(LOAD_LIMIT)).as("all signatures were answered in time").isTrue();
            await().atMost(SETTLE_LIMIT).pollInterval(Duration.ofMillis(500))
                    .until(() -> installation.numbers("select count(*) from notify.outbox where state = 'pending'").get(0) == 0);

            LOG.infof("%d signatures answered, %d requests without an answer", load.answered().size(), load.failures());
            assertThat(installation.numbers("select (fields->>'number')::bigint from actions")).as("signatures that were kept")
                    .doesNotHaveDuplicates().containsAll(load.answered().stream().map(Integer::longValue).toList());
            assertEncrypted(installation, signed);
            assertDelivered(installation, crms);
            assertThat(installation.numbers("""
                    select min(id) from supporters where processing_status = 3 group by campaign_id, fingerprint
                    having count(distinct dupe_rank) <> count(*) or min(dupe_rank) <> 0 or max(dupe_rank) <> count(*) - 1"""))
                    .as("supporters who are ranked wrong").isEmpty();
            assertThat(stats(admin, service.api(), signed)).isEqualTo(recount(installation));
        } finally {
            service.kill();
        }
    }

    private static Signed layOut(ApiClient admin, URI api) {
        String campaign = "bees-" + UUID.randomUUID();
        List<String> names = List.of("lead-" + UUID.randomUUID(), "partner-" + UUID.randomUUID());
        List<Long> orgs = names.stream().map(name -> {
            admin.answer(api, "mutation ($org: OrgInput!) { addOrg(input: $org) { name } }",
                    Map.of("org", Map.of("name", name, "title", "An Org")));
            return admin.answer(api, """
                    mutation ($name: String!) { updateOrgProcessing(name: $name, customActionDeliver: true) { id } }""",
                    Map.of("name", name)).get("updateOrgProcessing").get("id").asLong();
        }).toList();
        long campaignId = admin.answer(api, """
                mutation ($org: String!, $campaign: CampaignInput!) { addCampaign(orgName: $org, input: $campaign) { id } }""",
                Map.of("org", names.get(0), "campaign", Map.of("name", campaign, "title", "Bees")))
                .get("addCampaign").get("id").asLong();
        List<Long> pages = names.stream().map(name -> admin.answer(api, """
                mutation ($org: String!, $campaign: String!, $page: ActionPageInput!) {
                  addActionPage(orgName: $org, campaignName: $campaign, input: $page) { id }
                }""", Map.of("org", name, "campaign", campaign,
                "page", Map.of("name", name + ".org/bees", "locale", "en"))).get("addActionPage").get("id").asLong()).toList();
        encryptFor(names.get(1), admin, api);
        return new Signed(orgs, pages, campaign, campaignId);
    }

    /** The partner's contacts are encrypted, the lead's are in clear. */
    private static void encryptFor(String org, ApiClient admin, URI api) {
        int key = admin.answer(api, "mutation ($org: String!) { generateKey(orgName: $org, input: {name: \"faults\"}) { id } }",
                Map.of("org", org)).get("generateKey").get("id").asInt();
        JsonNode activated =
                admin.answer(api, "mutation ($org: String!, $key: Int!) { activateKey(orgName: $org, id: $key) { status } }",
                        Map.of("org", org, "key", key));
        assertThat(activated.get("activateKey").get("status").asText()).isEqualTo("SUCCESS");
    }

    /** Three processes encrypted, none with a nonce of another one. */
    private static void assertEncrypted(Installation installation, Signed signed) throws SQLException {
        assertThat(installation.numbers("select count(*) from contacts where (crypto_nonce is null) = (org_id = "
                + signed.orgs().get(1) + ")")).as("contacts that are in clear and should not be, or the other way")
                .containsExactly(0L);
        assertThat(installation.numbers("select count(*) - count(distinct crypto_nonce) from contacts where org_id = "
                + signed.orgs().get(1))).as("nonces used twice").containsExactly(0L);
    }

    /** Every action that was kept, answered or not, to each org that holds a contact: under one message id. */
    private static void assertDelivered(Installation installation, ActionConsumer crms) throws SQLException {
        Set<Held> expected = new HashSet<>(installation.ask("""
                select c.org_id, a.id from actions a join contacts c on c.supporter_id = a.supporter_id""",
                row -> new Held(row.getLong(1), row.getLong(2))));
        await().atMost(SETTLE_LIMIT).until(() -> held(crms.arrivals()).size() >= expected.size());

        Set<Arrival> distinct = new HashSet<>(crms.arrivals());
        LOG.infof("%d messages, %d repetitions", distinct.size(), crms.arrivals().size() - distinct.size());
        assertThat(held(crms.arrivals())).isEqualTo(expected);
        assertThat(distinct).as("actions under one message id each").hasSameSizeAs(expected);
        assertThat(distinct.stream().map(Arrival::messageId)).as("message ids of one action each").doesNotHaveDuplicates();
    }

    private static Set<Held> held(List<Arrival> arrivals) {
        return arrivals.stream().map(Arrival::held).collect(Collectors.toSet());
    }

    /** As the campaign shows them. */
    private static Map<String, Long> stats(ApiClient client, URI api, Signed signed) {
        JsonNode stats = client.answer(api, """
                query ($id: Int!) {
                  campaign(id: $id) {
                    stats {
                      supporterCount
                      supporterCountByArea { area count }
                      supporterCountByOrg { org { name } count }
                      actionCount { actionType count }
                    }
                  }
                }""", Map.of("id", signed.campaignId())).get("campaign").get("stats");
        Map<String, Long> counters = new TreeMap<>(Map.of("supporters", stats.get("supporterCount").asLong()));
        stats.get("supporterCountByArea").forEach(area -> counters.put("area " + area.get("area").asText(), count(area)));
        stats.get("supporterCountByOrg").forEach(org -> counters.put("org " + org.get("org").get("name").asText(), count(org)));
        stats.get("actionCount").forEach(type -> counters.put("action " + type.get("actionType").asText(), count(type)));
        return counters;
    }

    private static long count(JsonNode counter) {
        return counter.get("count").asLong();
    }

    /** As a look at every row has them; the database holds one campaign. */
    private static Map<String, Long> recount(Installation installation) throws SQLException {
        return new TreeMap<>(installation.ask("""
                with counted as (
                  select s.id, s.area, s.action_page_id from supporters s where s.processing_status = 3 and s.dupe_rank = 0
                    and exists (select from actions a where a.supporter_id = s.id and a.processing_status in (3, 4))
                )
                select 'supporters', count(*) from counted
                union all select 'area ' || area, count(*) from counted group by area
                union all select 'org ' || o.name, count(*)
                  from counted join action_pages p on p.id = counted.action_page_id join orgs o on o.id = p.org_id group by o.name
                union all select 'action ' || action_type, count(*) from actions where processing_status in (3, 4) and not testing
                  group by action_type""",
                row -> Map.entry(row.getString(1), row.getLong(2))).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
