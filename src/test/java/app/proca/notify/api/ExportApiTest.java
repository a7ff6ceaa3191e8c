package app.proca.notify.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import app.proca.notify.action.Action;
import app.proca.notify.action.ActionStatus;
import app.proca.notify.action.Donation;
import app.proca.notify.action.DonationFrequency;
import app.proca.notify.action.Source;
import app.proca.notify.campaign.ActionPage;
import app.proca.notify.key.PublicKey;
import app.proca.notify.supporter.Contact;
import app.proca.notify.supporter.EmailStatus;
import app.proca.notify.supporter.Fingerprints;
import app.proca.notify.supporter.ProcessingStatus;
import app.proca.notify.supporter.Supporter;
import app.proca.notify.testing.Api;
import app.proca.notify.testing.Services;
import app.proca.notify.testing.Signatures;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;

/** What an org takes out, over HTTP, from a real database. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class ExportApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXPORT =
            """
            query ($org: String!, $name: String, $start: Int, $after: DateTime, $limit: Int, $optIn: Boolean, $double: Boolean, $testing: Boolean) {
              exportActions(orgName: $org, campaignName: $name, start: $start, after: $after, limit: $limit, onlyOptIn: $optIn,
                onlyDoubleOptIn: $double, includeTesting: $testing) { actionId } }""";

    @Inject
    Pool pool;
    @Inject
    Fingerprints fingerprints;

    private String org;
    private String campaign;
    private ActionPage page;

    @BeforeEach
    void an_org_has_a_page() {
        org = Api.addOrg();
        campaign = Api.addCampaign(org);
        page = Signatures.aPage(org, campaign);
    }

    @Test
    void an_action_comes_out_whole() throws Exception {
        Supporter supporter = Signatures.anAcceptedSupporter(page, "ann");
        supporter.emailStatus = EmailStatus.DOUBLE_OPT_IN;
        PublicKey key = aKey("crm", 1);
        PublicKey signing = aKey("instance", 2);
        Source source = new Source();
        source.source = "fb";
        source.medium = "social";
        source.campaign = "c1 " + org;
        source.content = "v1";
        Action action = Signatures.inTransaction(() -> supporter.persist().chain(key::persist).chain(signing::persist)
                .chain(source::persist)
                .chain(() -> anEncryptedContact(supporter.id, key.id, signing.id).persist())
                .chain(() -> {
                    Action stored = Signatures.anAction(page, supporter.id, "donate", ActionStatus.DELIVERED);
                    stored.sourceId = source.id;
                    stored.withConsent = true;
                    stored.fields = new JsonObject().put("comment", "hi").put("list", new JsonArray().add(1).add(2));
                    return stored.<Action>persist();
                })
                .call(stored -> aDonation(stored.id).persist()));

        JsonNode exported = Api.answer("""
                query ($org: String!) { exportActions(orgName: $org) { actionId actionType customFields fields { key value }
                  actionPage { name } campaign { name org { name } } contact { contactRef nonce payload publicKey { id public } signKey { id } }
                  donation { amount currency frequencyUnit payload schema } privacy { optIn withConsent emailStatus emailStatusChanged }
                  tracking { source medium campaign content } } }""", Map.of("org", org)).at("/exportActions");

        assertThat(exported).isEqualTo(JSON.readTree("""
                [{"actionId": %d, "actionType": "donate", "customFields": "{\\"comment\\":\\"hi\\",\\"list\\":[1,2]}",
                  "fields": [{"key": "list", "value": "[1,2]"}, {"key": "comment", "value": "hi"}],
                  "actionPage": {"name": "%s"}, "campaign": {"name": "%s", "org": {"name": "%s"}},
                  "contact": {"contactRef": "YW5u", "nonce": "AQI", "payload": "-_8", "publicKey": {"id": %d, "public": "AQEB"},
                    "signKey": {"id": %d}},
                  "donation": {"amount": 500, "currency": "EUR", "frequencyUnit": "MONTHLY", "payload": "{\\"id\\":1}", "schema": null},
                  "privacy": {"optIn": true, "withConsent": true, "emailStatus": "DOUBLE_OPT_IN", "emailStatusChanged": null},
                  "tracking": {"source": "fb", "medium": "social", "campaign": "c1 %s", "content": "v1"}}]""".formatted(action.id,
                page.name, campaign, org, key.id, signing.id, org)));
    }

    @Test
    void only_what_was_accepted_comes_out_and_only_with_the_orgs_own_contact() {
        Supporter supporter = Signatures.anAcceptedSupporter(page, "ann");
        List<Long> ids = new ArrayList<>();
        var stored = Signatures.inTransaction(() -> supporter.persist()
                .chain(() -> Signatures.aContact(page.orgId, supporter.id, "{}").persist()));
        Supporter asked = Signatures.aSupporter(page, "eve");
        asked.processingStatus = ProcessingStatus.CONFIRMING;
        var waiting = Signatures.inTransaction(() -> asked.persist()
                .chain(() -> Signatures.aContact(page.orgId, asked.id, "{}").persist()));
        for (ActionStatus status : ActionStatus.values()) {
            long by = status == ActionStatus.NEW ? asked.id : supporter.id;
            ids.add(Signatures.inTransaction(() -> Signatures.anAction(page, by, "petition", status).<Action>persist()).id);
        }
        Supporter elsewhere = Signatures.anAcceptedSupporter(page, "ben");
        var other = Signatures.inTransaction(() -> elsewhere.persist()
                .chain(() -> Signatures.anAction(page, elsewhere.id, "petition", ActionStatus.DELIVERED).<Action>persist()));

        assertThat(exported(Map.of())).containsExactly(ids.get(ActionStatus.ACCEPTED.ordinal()),
                ids.get(ActionStatus.DELIVERED.ordinal()), ids.get(ActionStatus.REPEAT.ordinal()));
    }

    @Test
    void filters_do_what_they_say() {
        long first = Signatures.aSignature(page, "ann").id;
        long second = Signatures.aSignature(page, "ben").id;
        long third = Signatures.aSignature(page, "eve").id;
        String ids = " where id in (" + second + ")";
        sql("update actions set testing = true" + ids);
        sql("update supporters set email_status = 1 where id = (select supporter_id from actions where id = " + third + ")");
        sql("update contacts set communication_consent = false where supporter_id = (select supporter_id from actions where id = "
                + first + ")");
        sql("update actions set inserted_at = '2020-01-01 00:00:00' where id = " + first);

        assertThat(exported(Map.of())).containsExactly(third);
        assertThat(exported(Map.of("testing", true))).containsExactly(second, third);
        assertThat(exported(Map.of("optIn", false))).containsExactly(first, third);
        assertThat(exported(Map.of("optIn", false, "testing", true))).containsExactly(first, second, third);
        assertThat(exported(Map.of("testing", true, "double", true))).containsExactly(third);
        assertThat(exported(Map.of("optIn", false, "testing", true, "start", second))).containsExactly(second, third);
        assertThat(exported(Map.of("optIn", false, "testing", true, "limit", 2))).containsExactly(first, second);
        assertThat(exported(Map.of("optIn", false, "testing", true, "limit", 0))).isEmpty();
        assertThat(exported(Map.of("optIn", false, "after", "2020-01-01T00:00:01Z"))).containsExactly(third);
        assertThat(exported(Map.of("optIn", false, "after", "2020-01-01T01:00:00+01:00"))).containsExactly(first, third);
        assertThat(exported(Map.of("name", campaign))).containsExactly(third);
        assertThat(exported(Map.of("name", Api.addCampaign(org)))).isEmpty();
    }

    @Test
    void actions_are_also_of_a_type() {
        long action = Signatures.aSignature(page, "ann").id;

        JsonNode found = Api.answer("""
                query ($org: String!) { petitions: actions(orgName: $org, actionType: "petition", onlyOptIn: true) { actionId }
                  shares: actions(orgName: $org, actionType: "share") { actionId } }""", Map.of("org", org));

        assertThat(found.at("/petitions/0/actionId").asLong()).isEqualTo(action);
        assertThat(found.at("/shares")).isEmpty();
    }

    @Test
    void contacts_are_what_they_came_with_and_one_is_found_by_the_address() {
        Action ann = Signatures.aSignature(page, "ann");
        Action ben = Signatures.aSignature(page, "ben");
        sql("update actions set with_consent = true where id in (" + ann.id + ", " + ben.id + ")");
        var share = Signatures.inTransaction(
                () -> Signatures.anAction(page, ann.supporterId, "share", ActionStatus.DELIVERED).<Action>persist());
        sql("update supporters set fingerprint = '\\x" + HexFormat.of().formatHex(fingerprints.of("ben@example.org"))
                + "' where id = " + ben.supporterId);
        String contact = "{ actionId contact { payload nonce } }";

        JsonNode found = Api.answer("query ($org: String!) { all: contacts(orgName: $org) " + contact
                + " ben: contacts(orgName: $org, email: \" Ben@Example.org\", includeTesting: true) " + contact
                + " nobody: contacts(orgName: $org, email: \"eve@example.org\") " + contact + " }", Map.of("org", org));

        assertThat(found.at("/all").findValuesAsText("actionId")).containsExactly("" + ann.id, "" + ben.id);
        assertThat(found.at("/ben").toString()).isEqualTo("[{\"actionId\":" + ben.id
                + ",\"contact\":{\"payload\":\"{\\\"firstName\\\":\\\"ben\\\"}\",\"nonce\":null}}]");
        assertThat(found.at("/nobody")).isEmpty();
    }

    @Test
    void a_campaign_is_named_in_one_way_and_has_to_be_there() {
        JsonNode both =
                Api.ask("query ($o: String!) { exportActions(orgName: $o, campaignId: 1, campaignName: \"a\") { actionId } }",
                        Map.of("o", org));
        JsonNode none = Api.ask("query ($o: String!) { exportActions(orgName: $o, campaignId: 2147483647) { actionId } }",
                Map.of("o", org));

        assertThat(both.at("/errors/0/extensions/code").asText()).isEqualTo("bad_arg");
        assertThat(none.at("/errors/0/extensions/code").asText()).isEqualTo("not_found");
    }

    /** Part of an answer would look like all of it. */
    @Test
    void more_than_one_answer_holds_is_paged_through_and_never_cut_off() {
        int many = 5_000;
        sql("""
                with s as (insert into supporters (campaign_id, action_page_id, fingerprint, processing_status, dupe_rank, inserted_at, updated_at)
                    select %1$d, %2$d, decode(md5(n::text), 'hex'), 3, 0, now(), now() from generate_series(1, %3$d) n returning id),
                  c as (insert into contacts (supporter_id, org_id, payload, communication_consent, inserted_at, updated_at)
                    select id, %4$d, '{}', true, now(), now() from s)
                insert into actions (supporter_id, action_type, campaign_id, action_page_id, processing_status, inserted_at, updated_at)
                select id, 'petition', %1$d, %2$d, 4, now(), now() from s""".formatted(page.campaignId, page.id, many,
                page.orgId));

        JsonNode all = Api.ask(EXPORT, Map.of("org", org));
        JsonNode tooMany = Api.ask(EXPORT, Map.of("org", org, "limit", 2_001));
        List<Long> paged = new ArrayList<>();
        List<Long> next = exported(Map.of("limit", 2_000));
        while (!next.isEmpty()) {
            paged.addAll(next);
            next = exported(Map.of("limit", 2_000, "start", paged.get(paged.size() - 1) + 1));
        }

        assertThat(all.at("/errors/0/message").asText()).isEqualTo("More than 2000 match: ask for pages, with limit and start");
        assertThat(tooMany.at("/errors/0/extensions/code").asText()).isEqualTo("bad_arg");
        assertThat(paged).hasSize(many).isSorted().doesNotHaveDuplicates();
    }

    private List<Long> exported(Map<String, ?> arguments) {
        Map<String, Object> variables = new HashMap<>(arguments);
        variables.put("org", org);
        return StreamSupport.stream(Api.answer(EXPORT, variables).at("/exportActions").spliterator(), false)
                .map(action -> action.get("actionId").asLong()).toList();
    }

    private PublicKey aKey(String name, int filled) {
        PublicKey key = new PublicKey();
        key.orgId = page.orgId;
        key.name = name;
        key.publicHalf = new byte[]{ (byte) filled, (byte) filled, (byte) filled };
        return key;
    }

    private Contact anEncryptedContact(long supporterId, long keyId, long signKeyId) {
        Contact contact = Signatures.aContact(page.orgId, supporterId, "");
        contact.payload = new byte[]{ (byte) 0xfb, (byte) 0xff };
        contact.cryptoNonce = new byte[]{ 1, 2 };
        contact.publicKeyId = keyId;
        contact.signKeyId = signKeyId;
        return contact;
    }

    private static Donation aDonation(long actionId) {
        Donation donation = new Donation();
        donation.actionId = actionId;
        donation.amount = 500;
        donation.currency = "EUR";
        donation.frequencyUnit = DonationFrequency.MONTHLY;
        donation.payload = new JsonObject().put("id", 1);
        return donation;
    }

    private void sql(String statement) {
        try {
            var unused = VertxContextSupport.subscribeAndAwait(() -> pool.query(statement).execute());
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
