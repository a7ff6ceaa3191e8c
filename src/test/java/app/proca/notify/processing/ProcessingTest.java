package app.proca.notify.processing;

import static app.proca.notify.processing.Signing.aCampaign;
import static app.proca.notify.processing.Signing.aPage;
import static app.proca.notify.processing.Signing.aSupporter;
import static app.proca.notify.processing.Signing.anAction;
import static app.proca.notify.processing.Signing.anOrg;
import static app.proca.notify.processing.Signing.change;
import static app.proca.notify.processing.Signing.encrypted;
import static app.proca.notify.processing.Signing.inClear;
import static app.proca.notify.processing.Signing.result;
import static app.proca.notify.processing.Signing.sign;
import static app.proca.notify.processing.Signing.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.GetResponse;

import app.proca.notify.action.Action;
import app.proca.notify.action.ActionStatus;
import app.proca.notify.action.Donation;
import app.proca.notify.action.DonationFrequency;
import app.proca.notify.action.Source;
import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.common.Times;
import app.proca.notify.confirm.Confirm;
import app.proca.notify.confirm.ConfirmKey;
import app.proca.notify.confirm.ConfirmOperation;
import app.proca.notify.confirm.Confirms;
import app.proca.notify.confirm.Respondent;
import app.proca.notify.org.Org;
import app.proca.notify.processing.Signing.Signature;
import app.proca.notify.queue.broker.Broker;
import app.proca.notify.supporter.Contact;
import app.proca.notify.supporter.ProcessingStatus;
import app.proca.notify.supporter.Supporter;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.Services;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;

/** From the committed action to the queues of those who read of it, along each path of the state table. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class ProcessingTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Pool pool;
    @Inject
    Broker broker;
    @Inject
    Confirms confirms;

    private final Crm crm = new Crm();

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
    void an_action_is_delivered_to_each_org_that_holds_a_contact_with_its_own_contact_in_its_own_version() throws Exception {
        JsonNode sample = sample("deliver__petition.save-oceans");
        Org lead = anOrg(org -> {});
        Org partner = anOrg(org -> org.actionSchemaVersion = 1);
        ActionPage page = aPage(lead, aCampaign(lead, campaign -> campaign.externalId = 777));

        Signature signature = signLikeSample(sample, page, encrypted(lead, sample.at("/body/personalInfo")),
                inClear(partner, "{\"firstName\":\"Jan\",\"last_name\":\"Kowalski\"}"));

        GetResponse told = crm.next("cus." + lead.id + ".deliver");
        assertThat(told.getEnvelope().getExchange()).isEqualTo("org." + lead.id + ".deliver");
        assertThat(told.getEnvelope().getRoutingKey()).isEqualTo("petition." + campaign(page).name);
        assertThat(told.getProps().getDeliveryMode()).isEqualTo(2);
        assertThat(told.getProps().getMessageId()).isNotNull();
        assertThat(normalised(told, signature, sample)).isEqualTo(sample.get("body"));
        JsonNode first = body(crm.next("cus." + partner.id + ".deliver"));
        assertThat(first.get("contact")).isEqualTo(JSON.readTree("""
                {"area":"PL","email":"jan@example.com","firstName":"Jan",
                "payload":"{\\"firstName\\":\\"Jan\\",\\"last_name\\":\\"Kowalski\\"}",
                "ref":"DPDiY-ZlwgRsWvqtcrY7T9NFEWW0lL0S1tHm-XqbzQw"}"""));
        assertThat(action(signature).processingStatus).isEqualTo(ActionStatus.DELIVERED);
        assertThat(supporter(signature).processingStatus).isEqualTo(ProcessingStatus.ACCEPTED);
        assertThat(supporter(signature).dupeRank).isZero();
    }

    @Test
    void a_donation_is_told_with_what_was_given() throws Exception {
        JsonNode sample = sample("deliver__donate.save-oceans");
        Org org = anOrg(each -> {});
        ActionPage page = aPage(org, aCampaign(org, campaign -> campaign.externalId = 777));
        Supporter supporter = supporterLike(sample, page);
        Action action = actionLike(sample, page);
        Contact contact = encrypted(org, sample.at("/body/personalInfo"));
        Donation donation = donationLike(sample);

        Signing.inTransaction(() -> Signing.signed(supporter, action, contact).chain(signed -> {
            donation.actionId = signed.id;
            return donation.persist();
        }));

        GetResponse told = crm.next("cus." + org.id + ".deliver");
        assertThat(told.getEnvelope().getRoutingKey()).isEqualTo("donate." + campaign(page).name);
        assertThat(normalised(told, new Signature(supporter, action, List.of(contact)), sample)).isEqualTo(sample.get("body"));
    }

    @Test
    void a_share_is_told_with_the_contact_and_rank_of_the_signature_before_it() throws Exception {
        JsonNode sample = sample("deliver__share.save-oceans");
        Org org = anOrg(each -> {});
        Campaign campaign = aCampaign(org, each -> each.externalId = 777);
        // so that the first delivery leaves the address, as it was where the sample was taken
        result(() -> pool.query("insert into mtt (campaign_id, start_at, end_at, timezone) values (" + campaign.id
                + ", now(), now(), 'Etc/UTC')").execute());
        ActionPage elsewhere = aPage(org, campaign);
        ActionPage page = aPage(org, campaign);
        sign(supporterLike(sample, elsewhere), anAction(elsewhere), inClear(org, "{}"));
        crm.next("cus." + org.id + ".deliver");
        Signature signature =
                sign(supporterLike(sample, page), anAction(page), encrypted(org, sample.at("/body/personalInfo")));
        crm.next("cus." + org.id + ".deliver");

        Action share = actionLike(sample, page);
        share.supporterId = signature.supporter().id;
        written(share);

        GetResponse told = crm.next("cus." + org.id + ".deliver");
        assertThat(told.getEnvelope().getRoutingKey()).isEqualTo("share." + campaign.name);
        assertThat(normalised(told, new Signature(signature.supporter(), share, signature.contacts()), sample))
                .isEqualTo(sample.get("body"));
    }

    @Test
    void an_org_of_version_1_reads_the_whole_message_in_its_own_words() throws Exception {
        JsonNode sample = sample("deliver__petition.save-oceans");
        Org org = anOrg(each -> each.actionSchemaVersion = 1);
        ActionPage page = aPage(org, aCampaign(org, campaign -> campaign.externalId = 777));

        Signature signature = signLikeSample(sample, page, encrypted(org, sample.at("/body/personalInfo")));

        JsonNode told = body(crm.next("cus." + org.id + ".deliver"));
        ObjectNode expected = JSON.createObjectNode();
        expected.set("action", JSON.createObjectNode().put("actionType", "petition")
                .put("createdAt", Times.wire(signature.action().insertedAt)).put("testing", false)
                .set("fields", sample.at("/body/action/customFields")));
        expected.put("actionId", signature.action().id).put("actionPageId", page.id).put("campaignId", page.campaignId);
        expected.set("actionPage", JSON.createObjectNode().put("locale", "en").put("name", page.name)
                .put("thankYouTemplate", "thankyou").putNull("thankYouTemplateRef"));
        expected.set("campaign", JSON.createObjectNode().put("externalId", 777).put("name", campaign(page).name)
                .put("title", "Save all Oceans"));
        JsonNode info = sample.at("/body/personalInfo");
        expected.set("contact", JSON.createObjectNode().put("ref", sample.at("/body/contact/contactRef").asText())
                .put("firstName", "Jan").put("email", "jan@example.com").put("payload", info.get("payload").asText())
                .put("nonce", info.get("nonce").asText()).put("publicKey", info.at("/encryptKey/public").asText())
                .put("signKey", info.at("/signKey/public").asText()));
        expected.set("org", JSON.createObjectNode().put("name", org.name).put("title", org.title));
        expected.put("orgId", org.id);
        expected.set("privacy", JSON.createObjectNode().put("communication", true)
                .put("givenAt", Times.wire(signature.contacts().get(0).insertedAt)));
        expected.put("schema", "proca:action:1").put("stage", "deliver");
        expected.set("tracking", told.get("tracking"));
        assertThat(told).isEqualTo(JSON.readTree(expected.toString()));
        assertThat(told.at("/tracking/medium").asText()).isEqualTo("social");
    }

    @Test
    void a_supporter_is_asked_first_where_the_org_asks_and_all_their_actions_go_on_once_they_accept() throws Exception {
        JsonNode sample = sample("confirm.supporter__petition.save-oceans");
        Org org = anOrg(each -> {
            each.customSupporterConfirm = true;
            each.supporterConfirmTemplate = "confirm";
        });
        ActionPage page = aPage(org, aCampaign(org, campaign -> campaign.externalId = 777));

        Signature signature = signLikeSample(sample, page, encrypted(org, sample.at("/body/personalInfo")));
        GetResponse asked = crm.next("cus." + org.id + ".confirm.supporter");
        Action share = act(page, signature.supporter());
        awaitProcessed(org);

        assertThat(asked.getEnvelope().getExchange()).isEqualTo("org." + org.id + ".confirm.supporter");
        assertThat(normalised(asked, signature, sample)).isEqualTo(sample.get("body"));
        assertThat(action(signature).processingStatus).isEqualTo(ActionStatus.NEW);
        assertThat(supporter(signature).processingStatus).isEqualTo(ProcessingStatus.CONFIRMING);
        assertThat(supporter(signature).email).isEqualTo("conf@example.com");

        change(() -> Supporter.<Supporter>findById(signature.supporter().id),
                supporter -> supporter.processingStatus = ProcessingStatus.ACCEPTED);

        JsonNode told = body(crm.next("cus." + org.id + ".deliver"));
        assertThat(told.get("actionId").asLong()).isEqualTo(signature.action().id);
        assertThat(told.get("stage").asText()).isEqualTo("deliver");
        assertThat(told.at("/contact/email").asText()).isEqualTo("conf@example.com");
        JsonNode shared = body(crm.next("cus." + org.id + ".deliver"));
        assertThat(shared.get("actionId").asLong()).isEqualTo(share.id);
        assertThat(shared.at("/privacy/withConsent").asBoolean()).isFalse();
        assertThat(status(share)).isEqualTo(ActionStatus.DELIVERED);
        assertThat(supporter(signature).email).isNull();
    }

    @Test
    void the_actions_of_a_supporter_who_rejects_are_rejected_and_nobody_is_told() throws Exception {
        Org org = anOrg(each -> each.customSupporterConfirm = true);
        ActionPage page = aPage(org, aCampaign(org, campaign -> {}));
        Signature signature = sign(page, "rejects@example.com", org);
        crm.next("cus." + org.id + ".confirm.supporter");

        change(() -> Supporter.<Supporter>findById(signature.supporter().id),
                supporter -> supporter.processingStatus = ProcessingStatus.REJECTED);

        await().atMost(SOON).until(() -> status(signature.action()) == ActionStatus.REJECTED);
        awaitTold(org);
        assertThat(crm.channel().basicGet("cus." + org.id + ".deliver", true)).isNull();
    }

    @Test
    void a_moderator_is_asked_with_a_code_and_what_they_let_pass_is_delivered() throws Exception {
        JsonNode sample = sample("confirm.action__petition.save-oceans");
        Org org = anOrg(each -> {
            each.customActionConfirm = true;
            each.supporterConfirmTemplate = "confirm";
        });
        ActionPage page = aPage(org, aCampaign(org, campaign -> campaign.externalId = 777));

        Signature signature = signLikeSample(sample, page, encrypted(org, sample.at("/body/personalInfo")));

        GetResponse asked = crm.next("cus." + org.id + ".confirm.action");
        assertThat(asked.getEnvelope().getExchange()).isEqualTo("org." + org.id + ".confirm.action");
        assertThat(normalised(asked, signature, sample)).isEqualTo(sample.get("body"));
        assertThat(action(signature).processingStatus).isEqualTo(ActionStatus.CONFIRMING);
        assertThat(supporter(signature).processingStatus).isEqualTo(ProcessingStatus.ACCEPTED);
        assertThat(supporter(signature).email).isEqualTo("conf@example.com");
        Confirm question = question(signature.action());
        assertThat(count("kind = 'confirm_created' and subject = 'confirm:" + question.id
                + "' and routing_key = 'confirm_created.confirm_action'")).isEqualTo(1);

        Signing.inTransaction(() -> confirms.accept(new ConfirmKey(question.code, null, null),
                new Respondent(Optional.empty(), null, "test")));

        assertThat(body(crm.next("cus." + org.id + ".deliver")).get("actionId").asLong()).isEqualTo(signature.action().id);
        assertThat(status(signature.action())).isEqualTo(ActionStatus.DELIVERED);
    }

    @Test
    void what_somebody_does_afterwards_needs_no_moderator() throws Exception {
        Org org = anOrg(each -> each.customActionConfirm = true);
        ActionPage page = aPage(org, aCampaign(org, campaign -> {}));
        Signature signature = sign(page, "shares@example.com", org);
        crm.next("cus." + org.id + ".confirm.action");

        Action share = act(page, signature.supporter());

        assertThat(body(crm.next("cus." + org.id + ".deliver")).get("actionId").asLong()).isEqualTo(share.id);
        assertThat(status(signature.action())).isEqualTo(ActionStatus.CONFIRMING);
    }

    @Test
    void who_shares_before_the_moderator_answers_keeps_the_address_until_the_signature_is_delivered() throws Exception {
        Org org = anOrg(each -> each.customActionConfirm = true);
        ActionPage page = aPage(org, aCampaign(org, campaign -> {}));
        Signature signature = sign(page, "kept@example.com", org);
        crm.next("cus." + org.id + ".confirm.action");
        Action share = act(page, signature.supporter());
        assertThat(body(crm.next("cus." + org.id + ".deliver")).get("actionId").asLong()).isEqualTo(share.id);
        assertThat(supporter(signature)).extracting(each -> each.email, each -> each.lastName)
                .containsExactly("kept@example.com", "Kowalski");

        letPass(signature);

        JsonNode told = body(crm.next("cus." + org.id + ".deliver"));
        assertThat(told.get("actionId").asLong()).isEqualTo(signature.action().id);
        assertThat(told.at("/contact/email").asText()).isEqualTo("kept@example.com");
        assertThat(supporter(signature)).extracting(each -> each.email, each -> each.lastName).containsOnlyNulls();
    }

    @Test
    void both_at_once_keep_the_address_too_and_a_refusal_lets_it_go() throws Exception {
        Org org = anOrg(each -> {
            each.customActionConfirm = true;
            each.highSecurity = true;
        });
        ActionPage page = aPage(org, aCampaign(org, campaign -> {}));
        Supporter supporter = aSupporter(page, "refused@example.com");
        Action share = unlinked(page);
        Signature signature = Signing.inTransaction(() -> {
            Action action = anAction(page);
            Contact contact = inClear(org, "{}");
            return Signing.signed(supporter, action, contact).invoke(done -> share.supporterId = supporter.id)
                    .call(share::persist).map(done -> new Signature(supporter, action, List.of(contact)));
        });
        crm.next("cus." + org.id + ".confirm.action");
        assertThat(body(crm.next("cus." + org.id + ".deliver")).get("actionId").asLong()).isEqualTo(share.id);
        assertThat(supporter(signature).email).isEqualTo("refused@example.com");

        refuse(signature);

        await().atMost(SOON).until(() -> supporter(signature).email == null);
        assertThat(supporter(signature)).extracting(each -> each.firstName, each -> each.lastName, each -> each.address)
                .containsOnlyNulls();
    }

    @Test
    void who_was_only_refused_is_not_cleared_as_nothing_was_delivered() throws Exception {
        Org org = anOrg(each -> each.customActionConfirm = true);
        Signature signature = sign(aPage(org, aCampaign(org, campaign -> {})), "only@example.com", org);
        crm.next("cus." + org.id + ".confirm.action");

        refuse(signature);

        awaitProcessed(org);
        assertThat(status(signature.action())).isEqualTo(ActionStatus.REJECTED);
        assertThat(supporter(signature).email).isEqualTo("only@example.com");
    }

    @Test
    void an_action_without_a_supporter_waits_until_it_is_linked() throws Exception {
        Org org = anOrg(each -> {});
        ActionPage page = aPage(org, aCampaign(org, campaign -> {}));
        Action early = written(unlinked(page));
        Signature signature = sign(page, "linked@example.com", org);
        crm.next("cus." + org.id + ".deliver");
        assertThat(status(early)).isEqualTo(ActionStatus.NEW);

        change(() -> Action.<Action>findById(early.id), action -> action.supporterId = signature.supporter().id);

        assertThat(body(crm.next("cus." + org.id + ".deliver")).get("actionId").asLong()).isEqualTo(early.id);
    }

    @Test
    void the_campaign_asks_where_its_org_does_not_and_the_pages_org_asks_though_it_holds_no_contact() throws Exception {
        Org lead = anOrg(each -> {});
        Org partner = anOrg(each -> each.customSupporterConfirm = true);
        ActionPage page = aPage(partner, aCampaign(lead, campaign -> campaign.supporterConfirm = true));

        sign(page, "asked@example.com", lead);

        JsonNode asked = body(crm.next("cus." + partner.id + ".confirm.supporter"));
        assertThat(asked.at("/contact/email").asText()).isEqualTo("asked@example.com");
        assertThat(asked.get("personalInfo").isNull()).isTrue();
        assertThat(asked.at("/privacy/optIn").asBoolean()).isFalse();
    }

    @Test
    void a_second_signature_through_the_same_page_is_a_repetition_and_still_told() throws Exception {
        Org org = anOrg(each -> {});
        Campaign campaign = aCampaign(org, each -> {});
        ActionPage page = aPage(org, campaign);
        Signature first = sign(page, "twice@example.com", org);
        crm.next("cus." + org.id + ".deliver");

        Signature again = sign(page, "twice@example.com", org);
        Signature elsewhere = sign(aPage(org, campaign), "twice@example.com", org);
        Signature otherPerson = sign(page, "once@example.com", org);

        assertThat(body(crm.next("cus." + org.id + ".deliver")).at("/contact/dupeRank").asInt()).isEqualTo(1);
        assertThat(body(crm.next("cus." + org.id + ".deliver")).at("/contact/dupeRank").asInt()).isEqualTo(2);
        assertThat(body(crm.next("cus." + org.id + ".deliver")).at("/contact/dupeRank").asInt()).isZero();
        assertThat(List.of(status(first.action()), status(again.action()), status(elsewhere.action()),
                status(otherPerson.action()))).containsExactly(ActionStatus.DELIVERED, ActionStatus.REPEAT,
                        ActionStatus.DELIVERED, ActionStatus.DELIVERED);
        assertThat(supporter(again).email).isNull();
    }

    @Test
    void personal_data_is_cleared_once_it_is_delivered_but_for_campaigns_that_write_to_targets() throws Exception {
        Org org = anOrg(each -> {});
        Org secure = anOrg(each -> each.highSecurity = true);
        Campaign mailing = aCampaign(org, each -> each.transientActions = List.of("petition:foo"));
        result(() -> pool.query("insert into mtt (campaign_id, start_at, end_at, timezone) values (" + mailing.id
                + ", now(), now(), 'Etc/UTC')").execute());

        Signature plain = sign(aPage(org, aCampaign(org, each -> {})), "plain@example.com", org);
        Signature high = sign(aPage(secure, aCampaign(secure, each -> {})), "high@example.com", secure);
        Signature mailed = sign(aPage(org, mailing), "mailed@example.com", org);

        await().atMost(SOON).until(() -> status(plain.action()) == ActionStatus.DELIVERED
                && status(high.action()) == ActionStatus.DELIVERED && status(mailed.action()) == ActionStatus.DELIVERED);
        assertThat(supporter(plain)).extracting(each -> each.email, each -> each.lastName, each -> each.firstName,
                each -> each.area).containsExactly(null, null, "Jan", "PL");
        assertThat(supporter(high)).extracting(each -> each.email, each -> each.firstName, each -> each.area)
                .containsExactly(null, null, "PL");
        assertThat(supporter(mailed)).extracting(each -> each.email, each -> each.lastName, each -> each.address)
                .containsExactly("mailed@example.com", "Kowalski", "Street 1");
        assertThat(action(mailed).fields).isEqualTo(new JsonObject());
        assertThat(action(plain).fields).isEqualTo(new JsonObject().put("foo", "Bar"));
        crm.next("cus." + org.id + ".deliver");
        assertThat(body(crm.next("cus." + org.id + ".deliver")).at("/action/customFields/foo").asText()).isEqualTo("Bar");
    }

    @Test
    void a_contact_that_nobody_can_read_keeps_nothing_from_being_told() throws Exception {
        Org org = anOrg(each -> {});
        ActionPage page = aPage(org, aCampaign(org, each -> {}));

        sign(aSupporter(page, "broken@example.com"), anAction(page), inClear(org, "no { JSON"));

        JsonNode contact = body(crm.next("cus." + org.id + ".deliver")).get("contact");
        assertThat(contact.get("email").asText()).isEqualTo("broken@example.com");
        assertThat(contact.get("firstName").asText()).isEqualTo("Jan");
    }

    @Test
    void what_an_instance_took_before_it_died_is_processed_from_the_outbox() throws Exception {
        Org org = anOrg(each -> {});
        ActionPage page = aPage(org, aCampaign(org, each -> {}));
        Signature signature = sign(page, "survives@example.com", org);
        String id = crm.next("cus." + org.id + ".deliver").getProps().getMessageId();
        awaitProcessed(org);

        // as they were before the instance died, between the commit and the processing
        result(() -> pool.query("update actions set processing_status = 0 where id = " + signature.action().id).execute()
                .chain(() -> pool.query("update supporters set processing_status = 0, dupe_rank = null where id = "
                        + signature.supporter().id).execute())
                .chain(() -> pool
                        .query("update notify.outbox set state = 'pending', settled_at = null where channel = 'processing'"
                                + " and org_id = " + org.id)
                        .execute()));

        GetResponse told = crm.next("cus." + org.id + ".deliver");
        assertThat(body(told).get("actionId").asLong()).isEqualTo(signature.action().id);
        assertThat(told.getProps().getMessageId()).isNotEqualTo(id);
        assertThat(status(signature.action())).isEqualTo(ActionStatus.DELIVERED);
    }

    @Test
    void processing_again_changes_and_tells_nothing() throws Exception {
        Org org = anOrg(each -> {});
        ActionPage page = aPage(org, aCampaign(org, each -> {}));
        Signature signature = sign(page, "again@example.com", org);
        crm.next("cus." + org.id + ".deliver");
        awaitProcessed(org);
        long told = count("channel = 'broker' and org_id = " + org.id);

        result(() -> pool.query("update notify.outbox set state = 'pending', settled_at = null where channel = 'processing'"
                + " and org_id = " + org.id).execute());
        await().atMost(SOON).until(() -> count("channel = 'processing' and state = 'delivered' and org_id = " + org.id) == 1);

        assertThat(count("channel = 'broker' and org_id = " + org.id)).isEqualTo(told);
        assertThat(supporter(signature).dupeRank).isZero();
    }

    @Test
    void what_cannot_be_processed_fails_alone_and_goes_on_once_it_can() throws Exception {
        Org org = anOrg(each -> {});
        ActionPage page = aPage(org, aCampaign(org, each -> {}));
        String poison = "poison-" + UUID.randomUUID();
        Supporter poisoned = aSupporter(page, "poisoned@example.com");
        poisoned.lastName = poison;
        result(() -> pool
                .query("""
                create or replace function refuse_poison() returns trigger language plpgsql as $$
                begin if old.last_name = '%s' then raise exception 'poison'; end if; return new; end $$;
                create or replace trigger refuse_poison before update on supporters for each row execute function refuse_poison()"""
                        .formatted(poison))
                .execute());

        Signature bad = sign(poisoned, anAction(page), inClear(org, "{}"));
        Signature good = Signing.inTransaction(() -> {
            Supporter supporter = aSupporter(page, "good@example.com");
            Action action = anAction(page);
            Contact contact = inClear(org, "{}");
            return Signing.signed(supporter, action, contact).map(done -> new Signature(supporter, action, List.of(contact)));
        });

        assertThat(body(crm.next("cus." + org.id + ".deliver")).get("actionId").asLong()).isEqualTo(good.action().id);
        await().atMost(SOON).until(() -> count("channel = 'processing' and attempts > 0 and subject = 'supporter:"
                + bad.supporter().id + "' and last_error like '%SQL state P0001%'") == 1);
        assertThat(status(bad.action())).isEqualTo(ActionStatus.NEW);
        assertThat(supporter(bad).email).isEqualTo("poisoned@example.com");

        result(() -> pool.query("drop trigger refuse_poison on supporters").execute());

        assertThat(body(crm.next("cus." + org.id + ".deliver")).get("actionId").asLong()).isEqualTo(bad.action().id);
    }

    private Signature signLikeSample(JsonNode sample, ActionPage page, Contact... contacts) {
        JsonNode body = sample.get("body");
        Supporter supporter = supporterLike(sample, page);
        Action action = actionLike(sample, page);
        if (body.at("/privacy/emailStatus").isTextual()) {
            supporter.emailStatus = app.proca.notify.supporter.EmailStatus.DOUBLE_OPT_IN;
            supporter.emailStatusChanged = java.time.LocalDateTime.parse("2026-11-23T23:47:02");
        }
        return sign(supporter, action, contacts);
    }

    private static Supporter supporterLike(JsonNode sample, ActionPage page) {
        Supporter supporter = aSupporter(page, sample.at("/body/contact/email").asText());
        supporter.fingerprint = Signing.bytes(sample.at("/body/contact/contactRef"));
        return supporter;
    }

    private static Action actionLike(JsonNode sample, ActionPage page) {
        JsonNode body = sample.get("body");
        Action action = anAction(page);
        action.actionType = body.at("/action/actionType").asText();
        action.withConsent = body.at("/privacy/withConsent").asBoolean();
        action.fields = new JsonObject(body.at("/action/customFields").toString());
        if (!body.get("tracking").isNull()) {
            Source source = new Source();
            source.campaign = body.at("/tracking/campaign").asText();
            source.content = body.at("/tracking/content").asText();
            source.location = body.at("/tracking/location").asText();
            source.medium = body.at("/tracking/medium").asText();
            source.source = "fb " + UUID.randomUUID();
            action.sourceId = written(source).id;
        }
        return action;
    }

    private static Donation donationLike(JsonNode sample) {
        JsonNode given = sample.at("/body/action/donation");
        Donation donation = new Donation();
        donation.amount = given.get("amount").asInt();
        donation.currency = given.get("currency").asText();
        donation.frequencyUnit = DonationFrequency.valueOf(given.get("frequencyUnit").asText().toUpperCase(Locale.ROOT));
        donation.payload = new JsonObject(given.get("payload").toString());
        return donation;
    }

    private static Action act(ActionPage page, Supporter supporter) {
        Action action = unlinked(page);
        action.supporterId = supporter.id;
        return written(action);
    }

    private static Action unlinked(ActionPage page) {
        Action action = anAction(page);
        action.actionType = "share";
        action.withConsent = false;
        return action;
    }

    private void awaitProcessed(Org org) {
        await().atMost(SOON).until(() -> count("channel = 'processing' and state = 'pending' and org_id = " + org.id) == 0);
    }

    private void awaitTold(Org org) {
        await().atMost(SOON).until(() -> count("state = 'pending' and org_id = " + org.id) == 0);
    }

    private long count(String where) {
        return result(() -> pool.query("select count(*) from notify.outbox where " + where).execute()
                .map(rows -> rows.iterator().next().getLong(0)));
    }

    private void letPass(Signature signature) {
        ConfirmKey key = new ConfirmKey(question(signature.action()).code, null, null);
        Signing.inTransaction(() -> confirms.accept(key, new Respondent(Optional.empty(), null, "test")));
    }

    private void refuse(Signature signature) {
        ConfirmKey key = new ConfirmKey(question(signature.action()).code, null, null);
        Signing.inTransaction(() -> confirms.reject(key, new Respondent(Optional.empty(), null, "test")));
    }

    private static Confirm question(Action action) {
        return result(() -> Panache.withSession(() -> Confirm.<Confirm>find("operation = ?1 and subjectId = ?2",
                ConfirmOperation.CONFIRM_ACTION, Math.toIntExact(action.id)).singleResult()));
    }

    private static Campaign campaign(ActionPage page) {
        return result(() -> Panache.withSession(() -> Campaign.<Campaign>findById(page.campaignId)));
    }

    private static Supporter supporter(Signature signature) {
        return result(() -> Panache.withSession(() -> Supporter.<Supporter>findById(signature.supporter().id)));
    }

    private static Action action(Signature signature) {
        return result(() -> Panache.withSession(() -> Action.<Action>findById(signature.action().id)));
    }

    private static ActionStatus status(Action action) {
        return result(() -> Panache.withSession(() -> Action.<Action>findById(action.id))).processingStatus;
    }

    private static JsonNode body(GetResponse message) throws IOException {
        return JSON.readTree(message.getBody());
    }

    /** Ids, names and times of this run become those of the sample; each was looked at before. */
    private static JsonNode normalised(GetResponse message, Signature signature, JsonNode like) throws IOException {
        JsonNode body = body(message);
        JsonNode sample = like.get("body");
        Contact contact = signature.contacts().get(0);
        assertThat(body.get("actionId").asLong()).isEqualTo(signature.action().id);
        assertThat(body.get("actionPageId").asLong()).isEqualTo(signature.action().actionPageId);
        assertThat(body.get("campaignId").asLong()).isEqualTo(signature.action().campaignId);
        assertThat(body.get("orgId").asLong()).isEqualTo(contact.orgId);
        assertThat(body.at("/personalInfo/encryptKey/id").asLong()).isEqualTo(contact.publicKeyId);
        assertThat(body.at("/personalInfo/signKey/id").asLong()).isEqualTo(contact.signKeyId);
        assertThat(body.at("/action/createdAt").asText()).isEqualTo(Times.wire(signature.action().insertedAt));
        assertThat(body.at("/privacy/givenAt").asText()).isEqualTo(Times.wire(contact.insertedAt));
        assertThat(body.at("/campaign/name").asText()).startsWith("save-oceans-");
        assertThat(body.at("/actionPage/name").asText()).startsWith("lead/oceans-");
        assertThat(body.at("/org/name").asText()).startsWith("org-");
        ObjectNode whole = body.deepCopy();
        for (String id : List.of("actionId", "actionPageId", "campaignId", "orgId")) {
            whole.set(id, sample.get(id));
        }
        for (String path : List.of("/personalInfo/encryptKey/id", "/personalInfo/signKey/id", "/action/createdAt",
                "/privacy/givenAt", "/campaign/name", "/actionPage/name", "/org/name")) {
            int name = path.lastIndexOf('/');
            ((ObjectNode) whole.at(path.substring(0, name))).set(path.substring(name + 1), sample.at(path));
        }
        if (!sample.get("tracking").isNull()) {
            ((ObjectNode) whole.get("tracking")).set("source", sample.at("/tracking/source"));
        }
        return JSON.readTree(whole.toString());
    }

    private static JsonNode sample(String name) throws IOException {
        try (var stream = ProcessingTest.class.getResourceAsStream("/samples/amqp/" + name + ".json")) {
            return JSON.readTree(stream);
        }
    }
}
