package app.proca.notify.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.rabbitmq.client.GetResponse;

import app.proca.notify.campaign.Campaign;
import app.proca.notify.org.Org;
import app.proca.notify.outbox.Outcome;
import app.proca.notify.queue.broker.Broker;
import app.proca.notify.queue.broker.Publication;
import app.proca.notify.queue.reconcile.Reconciliation;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.Services;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** From the commit to a consumer, on a real broker and a real database. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class DeliveryTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Pool pool;

    @Inject
    DataSource database;

    @Inject
    Broker broker;

    @Inject
    Reconciliation reconciliation;

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
    void a_campaign_update_reaches_the_orgs_consumer_as_proca_would_tell_it() throws Throwable {
        Org org = anOrg(true);
        Campaign campaign = aCampaign(org);

        rename(campaign, "Save the Bees!");

        GetResponse message = crm.next("cus." + org.id + ".deliver");
        assertThat(message.getEnvelope().getExchange()).isEqualTo("org." + org.id + ".event");
        assertThat(message.getEnvelope().getRoutingKey()).isEqualTo("system.campaign_updated");
        assertThat(message.getProps().getDeliveryMode()).isEqualTo(2);
        assertThat(message.getProps().getMessageId()).isNotBlank();
        assertThat(List.of(message.getProps().getContentType(), message.getProps().getContentEncoding()))
                .containsExactly("application/json", "utf-8");
        JsonNode sample = sample("event__system.campaign_updated.json");
        assertThat(normalised(JSON.readTree(message.getBody()), campaign, org)).isEqualTo(sample.get("body"));
    }

    @Test
    void system_events_of_every_org_also_reach_the_instances_queue() throws Throwable {
        Org org = anOrg(false);
        Campaign campaign = aCampaign(org);
        awaitExchange(org);
        crm.channel().queuePurge("system.deliver");

        rename(campaign, "Save the Oceans!");

        GetResponse message = crm.next("system.deliver");
        assertThat(JSON.readTree(message.getBody()).get("campaignId").asLong()).isEqualTo(campaign.id);
    }

    @Test
    void updates_of_one_org_arrive_in_the_order_of_their_commits() throws Throwable {
        Org org = anOrg(true);
        Campaign campaign = aCampaign(org);

        for (int i = 0; i < 50; i++) {
            rename(campaign, "Title " + i);
        }

        List<String> titles = new ArrayList<>();
        await().atMost(SOON).until(() -> {
            drain("cus." + org.id + ".deliver", titles);
            return titles.size() >= 50;
        });
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            expected.add("Title " + i);
        }
        assertThat(titles).isEqualTo(expected);
    }

    @Test
    void what_is_committed_while_the_broker_is_away_is_told_when_it_is_back() throws Throwable {
        Org org = anOrg(true);
        Campaign campaign = aCampaign(org);
        rename(campaign, "Before");
        crm.next("cus." + org.id + ".deliver");

        Services.rabbit().down();
        rename(campaign, "Meanwhile 1");
        rename(campaign, "Meanwhile 2");
        Services.rabbit().up();
        connect();

        List<String> titles = new ArrayList<>();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            drain("cus." + org.id + ".deliver", titles);
            return titles.contains("Meanwhile 2");
        });
        assertThat(titles.stream().distinct()).containsExactly("Meanwhile 1", "Meanwhile 2");
    }

    @Test
    void closed_connections_lose_nothing() throws Throwable {
        Org org = anOrg(true);
        Campaign campaign = aCampaign(org);

        for (int i = 0; i < 30; i++) {
            rename(campaign, "Title " + i);
            if (i == 10) {
                Services.rabbit().closeAllConnections();
            }
        }
        connect();

        List<String> titles = new ArrayList<>();
        await().atMost(SOON).until(() -> {
            drain("cus." + org.id + ".deliver", titles);
            return titles.contains("Title 29");
        });
        assertThat(titles.stream().distinct()).hasSize(30).isSortedAccordingTo(
                (one, other) -> Integer.compare(number(one), number(other)));
    }

    @Test
    void a_message_that_no_queue_takes_is_recorded_as_unrouted() throws Throwable {
        awaitExchange(anOrg(false));

        Outcome outcome = VertxContextSupport.subscribeAndAwait(() -> broker.publish(publication("amq.direct", "nobody")));

        assertThat(outcome).isInstanceOf(Outcome.Unrouted.class);
    }

    @Test
    void of_messages_that_are_handed_over_together_each_has_its_own_outcome() throws Throwable {
        awaitExchange(anOrg(false));

        List<Outcome> outcomes = VertxContextSupport.subscribeAndAwait(() -> broker.publishAll(List.of(
                publication("", "system.deliver"), publication("amq.direct", "nobody"), publication("", "system.deliver"))));

        assertThat(outcomes).hasSize(3).satisfiesExactly(
                first -> assertThat(first).isInstanceOf(Outcome.Delivered.class),
                second -> assertThat(second).isInstanceOf(Outcome.Unrouted.class),
                third -> assertThat(third).isInstanceOf(Outcome.Delivered.class));
    }

    @Test
    void a_row_of_which_no_message_can_be_made_does_not_keep_its_neighbours() throws Throwable {
        Org org = anOrg(true);
        awaitExchange(org);

        VertxContextSupport.subscribeAndAwait(() -> pool.preparedQuery("""
                insert into notify.outbox (channel, org_id, subject, shard, kind, address, routing_key, body, properties, state)
                select 'broker', $1::bigint, 'campaign:' || n, $1::bigint % 16, 'test', 'org.' || $1::bigint || '.event', 'system.test', '{}',
                  case n when 1 then 'broken' end, 'pending'
                from generate_series(1, 2) n order by n""").execute(Tuple.of(org.id)));

        crm.next("cus." + org.id + ".deliver");
        await().atMost(SOON).untilAsserted(() -> assertThat(states(org)).containsExactly("pending", "delivered"));
    }

    @Test
    void a_missing_exchange_refuses_its_message_and_the_next_one_passes() throws Throwable {
        Outcome missing = VertxContextSupport.subscribeAndAwait(() -> broker.publish(publication("org.0.event", "system.x")));
        Outcome next = VertxContextSupport.subscribeAndAwait(() -> broker.publish(publication("", "system.deliver")));

        assertThat(missing).isInstanceOf(Outcome.Failed.class);
        assertThat(next).isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void a_queue_that_proca_declared_without_a_delay_is_taken_as_it_is() throws Throwable {
        Org org = anOrg(false);
        awaitExchange(org);
        String fail = "org." + org.id + ".fail";
        crm.channel().queueDelete(fail);
        crm.channel().queueDeclare(fail, true, false, false, Map.of("x-dead-letter-exchange", "org." + org.id + ".retry"));

        Outcome outcome = VertxContextSupport.subscribeAndAwait(() -> reconciliation.reconcile(org.id));

        assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void a_queue_that_is_turned_off_keeps_its_messages_and_gets_no_more() throws Throwable {
        Org org = anOrg(true);
        awaitExchange(org);
        Campaign campaign = aCampaign(org);
        rename(campaign, "Kept");
        String queue = "cus." + org.id + ".deliver";
        await().atMost(SOON).until(() -> crm.channel().queueDeclarePassive(queue).getMessageCount() == 1);

        inTransaction(() -> Org.<Org>findById(org.id).invoke(found -> found.customEventDeliver = false));
        rename(campaign, "Not for this queue");
        await().atMost(SOON).until(() -> pending(org) == 0);

        assertThat(crm.channel().queueDeclarePassive(queue).getMessageCount()).isEqualTo(1);
    }

    @Test
    void orgs_that_another_instance_has_in_hand_do_not_keep_others_waiting() throws Throwable {
        List<Campaign> inOtherHands = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            inOtherHands.add(aCampaign(anOrg(true)));
        }
        Org org = anOrg(true);
        Campaign campaign = aCampaign(org);
        awaitExchange(org);

        try (Connection instance = database.getConnection()) {
            instance.setAutoCommit(false);
            for (Campaign held : inOtherHands) {
                takeShard(instance, held.orgId);
                rename(held, "In other hands");
            }
            rename(campaign, "Here");

            crm.next("cus." + org.id + ".deliver");
            assertThat(crm.channel().queueDeclarePassive("cus." + inOtherHands.get(0).orgId + ".deliver").getMessageCount())
                    .isZero();
            instance.rollback();
        }

        for (Campaign freed : inOtherHands) {
            crm.next("cus." + freed.orgId + ".deliver");
        }
    }

    /** As another instance's relay does. */
    private static void takeShard(Connection instance, long orgId) throws SQLException {
        try (Statement statement = instance.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(x'70726f64'::int, (%d %% 16)::int)".formatted(orgId));
        }
    }

    private void awaitExchange(Org org) {
        await().atMost(SOON).until(() -> pending(org) == 0);
    }

    private List<String> states(Org org) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> pool
                .preparedQuery("select state from notify.outbox where org_id = $1 and kind = 'test' order by id")
                .execute(Tuple.of(org.id)).map(rows -> {
                    List<String> states = new ArrayList<>();
                    rows.forEach(row -> states.add(row.getString(0)));
                    return states;
                }));
    }

    private long pending(Org org) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> pool
                    .preparedQuery("select count(*) from notify.outbox where org_id = $1 and state = 'pending'")
                    .execute(Tuple.of(org.id))
                    .map(rows -> rows.iterator().next().getLong(0)));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void drain(String queue, List<String> titles) throws IOException {
        for (GetResponse message = crm.channel().basicGet(queue, true); message != null; message =
                crm.channel().basicGet(queue, true)) {
            titles.add(JSON.readTree(message.getBody()).get("campaign").get("title").asText());
        }
    }

    private static int number(String title) {
        return Integer.parseInt(title.substring("Title ".length()));
    }

    private static Publication publication(String exchange, String key) {
        return new Publication(exchange, key, UUID.randomUUID().toString(), "test", java.time.Instant.EPOCH,
                "{}".getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode sample(String name) throws IOException {
        try (var stream = DeliveryTest.class.getResourceAsStream("/samples/amqp/" + name)) {
            return JSON.readTree(stream);
        }
    }

    private static JsonNode normalised(JsonNode body, Campaign campaign, Org org) {
        assertThat(body.get("campaignId").asLong()).isEqualTo(campaign.id);
        assertThat(body.get("orgId").asLong()).isEqualTo(org.id);
        assertThat(body.get("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        ObjectNode whole = body.deepCopy();
        whole.put("campaignId", 1).put("orgId", 2).put("timestamp", "2026-11-23T23:41:43Z");
        ((ObjectNode) whole.get("campaign")).put("id", 1).put("name", "save-bees");
        ((ObjectNode) whole.get("campaign").get("org")).put("name", "lead").put("title", "Lead Org");
        return whole;
    }

    private Org anOrg(boolean readsEvents) throws Throwable {
        Org org = new Org();
        org.name = "org-" + UUID.randomUUID();
        org.title = "Lead Org";
        org.customEventDeliver = readsEvents;
        inTransaction(org::persist);
        return org;
    }

    private Campaign aCampaign(Org org) throws Throwable {
        Campaign campaign = new Campaign();
        campaign.orgId = org.id;
        campaign.name = "campaign-" + UUID.randomUUID();
        campaign.title = "Oceans";
        inTransaction(campaign::persist);
        return campaign;
    }

    private void rename(Campaign campaign, String title) throws Throwable {
        inTransaction(() -> Campaign.<Campaign>findById(campaign.id).invoke(found -> found.title = title));
    }

    @CanIgnoreReturnValue
    private static <T> T inTransaction(Supplier<Uni<T>> work) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(work));
    }
}
