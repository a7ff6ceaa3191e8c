package app.proca.notify.queue.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.inject.Inject;

import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.rabbitmq.client.GetResponse;

import app.proca.notify.action.Action;
import app.proca.notify.action.ActionStatus;
import app.proca.notify.action.Donation;
import app.proca.notify.action.DonationFrequency;
import app.proca.notify.action.Source;
import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.key.PublicKey;
import app.proca.notify.org.Org;
import app.proca.notify.queue.broker.Broker;
import app.proca.notify.supporter.Contact;
import app.proca.notify.supporter.EmailStatus;
import app.proca.notify.supporter.ProcessingStatus;
import app.proca.notify.supporter.Supporter;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.Services;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** From a supporter's changed address to the consumers of all orgs that hold a contact. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class SupporterNewsTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDateTime CHANGED = LocalDateTime.parse("2026-11-23T23:46:44");

    @Inject
    Pool pool;

    @Inject
    Broker broker;

    private final Crm crm = new Crm();

    private Org lead;
    private Org partner;
    private ActionPage page;
    private Campaign campaign;
    private Supporter supporter;
    private Action action;
    private PublicKey encryptKey;
    private PublicKey signKey;

    @BeforeEach
    void connect() throws Exception {
        crm.connect();
        await().atMost(SOON).until(broker::isConnected);
    }

    @AfterEach
    void disconnect() {
        crm.disconnect();
    }

    @Test
    void each_org_that_holds_a_contact_hears_of_the_address_with_its_own_view() throws Throwable {
        JsonNode sample = sample();
        signed(sample);
        heldEncrypted(lead, sample);
        heldInClear(partner, "{\"firstName\":\"Jan\",\"last_name\":\"Kowalski\",\"email\":\"jan@example.com\"}");

        becomes(EmailStatus.DOUBLE_OPT_IN);

        GetResponse told = crm.next(queue(lead));
        assertThat(told.getEnvelope().getExchange()).isEqualTo("org." + lead.id + ".event");
        assertThat(told.getEnvelope().getRoutingKey()).isEqualTo("supporter.email_status");
        assertThat(told.getProps().getDeliveryMode()).isEqualTo(2);
        JsonNode body = JSON.readTree(told.getBody());
        assertThat(normalised(body)).isEqualTo(sample.get("body"));
        assertThat(new String(told.getBody(), StandardCharsets.UTF_8)).startsWith("{\"action\":{\"actionType\"");

        JsonNode clear = JSON.readTree(crm.next(queue(partner)).getBody()).get("supporter");
        assertThat(clear.get("personalInfo").isNull()).isTrue();
        assertThat(clear.get("contact")).isEqualTo(JSON.readTree("""
                {"area":"PL","contactRef":"DPDiY-ZlwgRsWvqtcrY7T9NFEWW0lL0S1tHm-XqbzQw","dupeRank":0,"email":"jan@example.com",
                "firstName":"Jan","last_name":"Kowalski"}"""));
        assertThat(clear.get("privacy").get("optIn").asBoolean()).isFalse();
    }

    @Test
    void keys_of_custom_fields_stay_as_stored_and_a_donation_is_told() throws Throwable {
        signed(sample());
        heldInClear(lead, "{}");
        Donation donation = new Donation();
        donation.actionId = action.id;
        donation.amount = 1000;
        donation.currency = "EUR";
        donation.frequencyUnit = DonationFrequency.DAILY;
        donation.payload = new JsonObject().put("provider_id", "p1");
        written(donation);
        inTransaction(() -> Action.<Action>findById(action.id)
                .invoke(found -> found.fields = new JsonObject().put("snake_case", 1).put("list-ed", "x")));

        becomes(EmailStatus.BOUNCE);

        JsonNode told = JSON.readTree(crm.next(queue(lead)).getBody());
        assertThat(told.get("action").get("customFields")).isEqualTo(JSON.readTree("{\"list-ed\":\"x\",\"snake_case\":1}"));
        assertThat(told.get("action").get("donation")).isEqualTo(JSON.readTree("""
                {"amount":1000,"currency":"EUR","frequencyUnit":"daily","payload":{"provider_id":"p1"}}"""));
        assertThat(told.get("supporter").get("privacy").get("emailStatus").asText()).isEqualTo("bounce");
    }

    @Test
    void nobody_hears_of_an_address_that_did_not_change_or_is_nothing_special_any_more_or_of_what_rolls_back()
            throws Throwable {
        signed(sample());
        heldInClear(lead, "{}");
        becomes(EmailStatus.SPAM);
        crm.next(queue(lead));

        becomes(EmailStatus.SPAM);
        inTransaction(() -> Supporter.<Supporter>findById(supporter.id).invoke(found -> found.firstName = null));
        becomes(EmailStatus.NONE);
        assertThatThrownBy(() -> inTransaction(() -> Supporter.<Supporter>findById(supporter.id)
                .invoke(found -> found.emailStatus = EmailStatus.UNSUB)
                .call(found -> Panache.getSession().chain(Mutiny.Session::flush))
                .chain(found -> Uni.createFrom().failure(new IllegalStateException("changed my mind")))))
                .hasMessageContaining("changed my mind");

        assertThat(told()).isEqualTo(1);
    }

    private void becomes(EmailStatus status) throws Throwable {
        inTransaction(() -> Supporter.<Supporter>findById(supporter.id).invoke(found -> {
            found.emailStatus = status;
            found.emailStatusChanged = CHANGED;
        }));
    }

    private long told() throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> pool
                .preparedQuery("select count(*) from notify.outbox where kind = 'email_status' and subject = $1")
                .execute(Tuple.of("supporter:" + supporter.id))
                .map(rows -> rows.iterator().next().getLong(0)));
    }

    /** What the sample tells of, delivered: the supporter's own address is gone. */
    private void signed(JsonNode sample) throws Throwable {
        lead = anOrg();
        partner = anOrg();
        campaign = new Campaign();
        campaign.orgId = lead.id;
        campaign.name = "save-oceans-" + UUID.randomUUID();
        campaign.title = "Save all Oceans";
        campaign.externalId = 777;
        written(campaign);
        page = new ActionPage();
        page.name = "lead/oceans-" + UUID.randomUUID();
        page.locale = "en";
        page.orgId = lead.id;
        page.campaignId = campaign.id;
        page.thankYouTemplate = "thankyou";
        written(page);
        Source source = new Source();
        source.campaign = "c1";
        source.content = "v1 v2";
        source.location = "https://lead.org/petition";
        source.medium = "social";
        // unique in the table
        source.source = "fb " + UUID.randomUUID();
        written(source);
        supporter = new Supporter();
        supporter.campaignId = campaign.id;
        supporter.actionPageId = page.id;
        supporter.fingerprint = bytes(sample.at("/body/supporter/contact/contactRef"));
        supporter.dupeRank = 0;
        supporter.processingStatus = ProcessingStatus.ACCEPTED;
        supporter.firstName = "Jan";
        supporter.area = "PL";
        written(supporter);
        action = new Action();
        action.supporterId = supporter.id;
        action.actionType = "petition";
        action.campaignId = campaign.id;
        action.actionPageId = page.id;
        action.sourceId = source.id;
        action.withConsent = true;
        action.processingStatus = ActionStatus.DELIVERED;
        action.fields = new JsonObject(sample.at("/body/action/customFields").toString());
        written(action);
    }

    private void heldEncrypted(Org org, JsonNode sample) throws Throwable {
        JsonNode info = sample.at("/body/supporter/personalInfo");
        encryptKey = aKey(org, info.at("/encryptKey/public"));
        signKey = aKey(org, info.at("/signKey/public"));
        Contact contact = new Contact();
        contact.supporterId = supporter.id;
        contact.orgId = org.id;
        contact.payload = bytes(info.get("payload"));
        contact.cryptoNonce = bytes(info.get("nonce"));
        contact.publicKeyId = encryptKey.id;
        contact.signKeyId = signKey.id;
        contact.communicationConsent = true;
        written(contact);
    }

    private void heldInClear(Org org, String payload) throws Throwable {
        Contact contact = new Contact();
        contact.supporterId = supporter.id;
        contact.orgId = org.id;
        contact.payload = payload.getBytes(StandardCharsets.UTF_8);
        written(contact);
    }

    private PublicKey aKey(Org org, JsonNode publicHalf) throws Throwable {
        PublicKey key = new PublicKey();
        key.orgId = org.id;
        key.name = "key";
        key.publicHalf = bytes(publicHalf);
        written(key);
        return key;
    }

    private Org anOrg() throws Throwable {
        Org org = new Org();
        org.name = "org-" + UUID.randomUUID();
        org.title = "Lead Org";
        org.customEventDeliver = true;
        written(org);
        return org;
    }

    /** Ids, names and times of this run become those of the sample; each was looked at before. */
    private JsonNode normalised(JsonNode body) {
        assertThat(body.get("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(body.get("actionId").asLong()).isEqualTo(action.id);
        assertThat(body.get("actionPageId").asLong()).isEqualTo(page.id);
        assertThat(body.get("campaignId").asLong()).isEqualTo(campaign.id);
        assertThat(body.at("/supporter/personalInfo/encryptKey/id").asLong()).isEqualTo(encryptKey.id);
        assertThat(body.at("/supporter/personalInfo/signKey/id").asLong()).isEqualTo(signKey.id);
        assertThat(body.at("/action/createdAt").asText()).isEqualTo(action.insertedAt + "Z");
        assertThat(body.at("/actionPage/name").asText()).isEqualTo(page.name);
        assertThat(body.at("/campaign/name").asText()).isEqualTo(campaign.name);
        assertThat(body.at("/tracking/source").asText()).startsWith("fb ");
        ObjectNode whole = body.deepCopy();
        whole.put("timestamp", "2026-11-23T23:46:44Z").put("actionId", 1).put("actionPageId", 2).put("campaignId", 2);
        ((ObjectNode) whole.at("/supporter/personalInfo/encryptKey")).put("id", 2);
        ((ObjectNode) whole.at("/supporter/personalInfo/signKey")).put("id", 1);
        ((ObjectNode) whole.at("/supporter/privacy")).put("givenAt", "2026-11-23T23:44:52Z");
        ((ObjectNode) whole.get("action")).put("createdAt", "2026-11-23T23:44:52Z");
        ((ObjectNode) whole.get("actionPage")).put("name", "lead/oceans-en");
        ((ObjectNode) whole.get("campaign")).put("name", "save-oceans");
        ((ObjectNode) whole.get("tracking")).put("source", "fb");
        return whole;
    }

    private static String queue(Org org) {
        return "cus." + org.id + ".deliver";
    }

    private static byte[] bytes(JsonNode base64url) {
        return Base64.getUrlDecoder().decode(base64url.asText());
    }

    private static JsonNode sample() throws IOException {
        try (var stream = SupporterNewsTest.class.getResourceAsStream("/samples/amqp/event__supporter.email_status.json")) {
            return JSON.readTree(stream);
        }
    }

    private static void written(PanacheEntityBase row) throws Throwable {
        inTransaction(() -> row.persist());
    }

    @CanIgnoreReturnValue
    private static <T> T inTransaction(Supplier<Uni<T>> work) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(work));
    }
}
