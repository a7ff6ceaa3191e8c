package app.proca.notify.processing;

import static app.proca.notify.processing.Signing.aCampaign;
import static app.proca.notify.processing.Signing.aPage;
import static app.proca.notify.processing.Signing.aSupporter;
import static app.proca.notify.processing.Signing.anAction;
import static app.proca.notify.processing.Signing.anOrg;
import static app.proca.notify.processing.Signing.inClear;
import static app.proca.notify.processing.Signing.sign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.GetResponse;

import app.proca.notify.action.ActionStatus;
import app.proca.notify.campaign.ActionPage;
import app.proca.notify.message.Stage;
import app.proca.notify.org.Org;
import app.proca.notify.processing.Signing.Signature;
import app.proca.notify.queue.broker.Broker;
import app.proca.notify.supporter.ProcessingStatus;
import app.proca.notify.testing.Api;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.People;
import app.proca.notify.testing.Services;
import app.proca.notify.user.Permission;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** Actions that go into one queue once more, over the API. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class RequeueTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Broker broker;

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
    void a_delivered_action_goes_to_the_queue_of_the_org_that_asks_with_its_contact_and_nowhere_else() throws Exception {
        Org lead = anOrg(org -> {});
        Org partner = anOrg(org -> org.actionSchemaVersion = 1);
        ActionPage page = aPage(partner, aCampaign(lead, campaign -> {}));
        Signature signature = sign(aSupporter(page, "jan@example.com"), anAction(page),
                inClear(lead, "{\"email\":\"jan@example.com\",\"lastName\":\"Kowalski\"}"), inClear(partner, "{}"));
        GetResponse first = crm.next(deliver(lead));
        crm.next(deliver(partner));

        JsonNode result = requeue(lead, Queue.CUSTOM_ACTION_DELIVER, signature.action().id);

        assertThat(result).isEqualTo(JSON.readTree("{\"count\":1,\"failed\":0}"));
        GetResponse again = crm.next(deliver(lead));
        assertThat(again.getEnvelope().getExchange()).isEmpty();
        assertThat(again.getProps().getDeliveryMode()).isEqualTo(2);
        assertThat(again.getProps().getMessageId()).isNotEqualTo(first.getProps().getMessageId());
        assertThat(JSON.readTree(again.getBody())).isEqualTo(JSON.readTree(first.getBody()));
        assertThat(JSON.readTree(again.getBody()).at("/contact/email").asText()).isEqualTo("jan@example.com");
        assertThat(crm.channel().basicGet(deliver(partner), true)).isNull();
        assertThat(requeue(partner, Queue.CUSTOM_ACTION_DELIVER, signature.action().id).get("failed").asInt()).isZero();
        assertThat(JSON.readTree(crm.next(deliver(partner)).getBody()).get("schema").asText()).isEqualTo("proca:action:1");
    }

    @Test
    void only_actions_of_which_the_org_holds_a_contact_count_and_those_at_another_stage_fail() throws Exception {
        Org org = anOrg(each -> {
            each.customSupporterConfirm = true;
            each.customActionConfirm = true;
        });
        Org other = anOrg(each -> {});
        ActionPage page = aPage(org, aCampaign(org, campaign -> {}));
        Signature waiting = sign(page, "waits@example.com", org);
        Signature delivered = sign(aPage(other, aCampaign(other, campaign -> {})), "there@example.com", org);
        Signature foreign = sign(aPage(other, aCampaign(other, campaign -> {})), "foreign@example.com", other);
        crm.next("cus." + org.id + ".confirm.supporter");
        crm.next(deliver(org));
        crm.next(deliver(other));
        long[] ids = { waiting.action().id, delivered.action().id, foreign.action().id, 0 };

        assertThat(requeue(org, Queue.CUSTOM_ACTION_DELIVER, ids)).isEqualTo(JSON.readTree("{\"count\":2,\"failed\":1}"));
        assertThat(requeue(org, Queue.CUSTOM_SUPPORTER_CONFIRM, ids)).isEqualTo(JSON.readTree("{\"count\":2,\"failed\":1}"));
        assertThat(requeue(org, Queue.CUSTOM_ACTION_CONFIRM, ids)).isEqualTo(JSON.readTree("{\"count\":2,\"failed\":2}"));

        assertThat(actionId(crm.next(deliver(org)))).isEqualTo(delivered.action().id);
        JsonNode asked = JSON.readTree(crm.next("cus." + org.id + ".confirm.supporter").getBody());
        assertThat(asked.get("actionId").asLong()).isEqualTo(waiting.action().id);
        assertThat(asked.get("stage").asText()).isEqualTo("supporter_confirm");
    }

    @Test
    void what_is_put_into_a_queue_that_is_not_there_failed() throws Exception {
        Org org = anOrg(each -> {});
        Signature signature = sign(aPage(org, aCampaign(org, campaign -> {})), "jan@example.com", org);
        crm.next(deliver(org));

        for (Queue queue : List.of(Queue.SQS, Queue.WEBHOOK, Queue.EMAIL_SUPPORTER)) {
            assertThat(requeue(org, queue, signature.action().id)).isEqualTo(JSON.readTree("{\"count\":1,\"failed\":1}"));
        }
    }

    @Test
    void each_queue_takes_the_stages_that_it_is_for() {
        Map<Queue, List<Stage>> taken = Map.of(Queue.EMAIL_SUPPORTER, List.of(Stage.SUPPORTER_CONFIRM, Stage.DELIVER),
                Queue.CUSTOM_SUPPORTER_CONFIRM, List.of(Stage.SUPPORTER_CONFIRM),
                Queue.CUSTOM_ACTION_CONFIRM, List.of(Stage.ACTION_CONFIRM),
                Queue.CUSTOM_ACTION_DELIVER, List.of(Stage.DELIVER), Queue.SQS, List.of(Stage.DELIVER),
                Queue.WEBHOOK, List.of(Stage.DELIVER));

        taken.forEach((queue, stages) -> assertThat(Stream.of(Stage.values()).filter(queue::takes)).as(queue.name())
                .containsExactlyElementsOf(stages));
    }

    @Test
    void an_action_is_at_the_stage_that_it_waits_at_or_went_through() {
        assertThat(Requeue.stage(ActionStatus.NEW, ProcessingStatus.CONFIRMING)).contains(Stage.SUPPORTER_CONFIRM);
        assertThat(Requeue.stage(ActionStatus.CONFIRMING, ProcessingStatus.ACCEPTED)).contains(Stage.ACTION_CONFIRM);
        assertThat(Requeue.stage(ActionStatus.DELIVERED, ProcessingStatus.ACCEPTED)).contains(Stage.DELIVER);
        assertThat(Requeue.stage(ActionStatus.REPEAT, ProcessingStatus.ACCEPTED)).contains(Stage.DELIVER);
        assertThat(List.of(Requeue.stage(ActionStatus.NEW, ProcessingStatus.ACCEPTED),
                Requeue.stage(ActionStatus.DELIVERED, ProcessingStatus.CONFIRMING),
                Requeue.stage(ActionStatus.REJECTED, ProcessingStatus.REJECTED))).containsOnly(Optional.empty());
    }

    private static JsonNode requeue(Org org, Queue queue, long... ids) {
        String exporter = People.aStaffer(org.name, Permission.EXPORT_CONTACTS.mask());
        return Api.answerAs(exporter, "mutation ($org: String!, $ids: [Int!], $queue: Queue!) { "
                + "requeueActions(orgName: $org, ids: $ids, queue: $queue) { count failed } }",
                Map.of("org", org.name, "ids", ids, "queue", queue.name())).get("requeueActions");
    }

    private static long actionId(GetResponse message) throws IOException {
        return JSON.readTree(message.getBody()).get("actionId").asLong();
    }

    private static String deliver(Org org) {
        return "cus." + org.id + ".deliver";
    }
}
