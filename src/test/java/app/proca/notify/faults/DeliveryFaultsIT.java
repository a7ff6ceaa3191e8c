package app.proca.notify.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;

import app.proca.notify.testing.Crm;

/** An instance ends while a webhook has not answered yet: what it held comes to the next one, and nothing is lost. */
class DeliveryFaultsIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration EXIT_LIMIT = Duration.ofSeconds(10);
    private static final int TERMINATED = 143;
    private static final int MESSAGES = 30;
    /** As many as a worker has in hand. */
    private static final int IN_HAND = 10;

    private final Crm crm = new Crm();
    private final HeldWebhook webhook = HeldWebhook.listen();
    private ServiceProcess service;
    private long org;

    @BeforeEach
    void start() throws Exception {
        crm.connect();
        service = Installation.create().instance("deliveries", Map.of("PROCA_WEBHOOK_ALLOWED_ADDRESSES", "127.0.0.1"))
                .start().awaitServing();
        org = anOrgWithAWebhook(ApiClient.signedIn(service.api()), service.api());
        await().atMost(SOON).ignoreExceptions().until(() -> crm.channel().consumerCount(queue()) == 1);
    }

    @AfterEach
    void stop() {
        service.kill();
        webhook.close();
        crm.disconnect();
    }

    @Test
    void killed_between_the_post_and_the_acknowledgement_it_posts_again_under_the_same_id_and_loses_nothing()
            throws IOException {
        List<String> ids = publish();
        await().atMost(SOON).until(() -> webhook.posted().size() == IN_HAND);
        Set<String> inHand = Set.copyOf(webhook.posted());

        service.kill();
        webhook.answer();
        service.start().awaitServing();

        awaitAllTaken(ids);
        assertThat(inHand).hasSize(IN_HAND).allSatisfy(id -> assertThat(times(id)).isEqualTo(2));
        assertThat(ids).filteredOn(id -> !inHand.contains(id)).allSatisfy(id -> assertThat(times(id)).isEqualTo(1));
    }

    @Test
    void asked_to_end_with_messages_in_hand_it_ends_soon_and_gives_them_back() throws IOException {
        List<String> ids = publish();
        await().atMost(SOON).until(() -> webhook.posted().size() == IN_HAND);

        service.terminate();
        assertThat(service.awaitExit(EXIT_LIMIT)).isEqualTo(TERMINATED);

        await().atMost(SOON).until(() -> crm.channel().messageCount(queue()) == MESSAGES);
        webhook.answer();
        service.start().awaitServing();
        awaitAllTaken(ids);
    }

    private void awaitAllTaken(List<String> ids) {
        await().atMost(SOON).until(() -> new HashSet<>(webhook.posted()).containsAll(ids));
        await().atMost(SOON)
                .until(() -> crm.channel().messageCount(queue()) == 0 && webhook.posted().size() == MESSAGES + IN_HAND);
    }

    private int times(String id) {
        return Collections.frequency(webhook.posted(), id);
    }

    private String queue() {
        return "wrk." + org + ".webhook";
    }

    private List<String> publish() throws IOException {
        List<String> ids = IntStream.range(0, MESSAGES).mapToObj(number -> "message-" + number).toList();
        Channel channel = crm.channel();
        for (String id : ids) {
            channel.basicPublish("org." + org + ".deliver", "petition.bees",
                    new AMQP.BasicProperties.Builder().deliveryMode(2).messageId(id).contentType("application/json").build(),
                    "{\"schema\":\"proca:action:2\",\"stage\":\"deliver\"}".getBytes(StandardCharsets.UTF_8));
        }
        return ids;
    }

    private long anOrgWithAWebhook(ApiClient admin, URI api) {
        String name = "org-" + UUID.randomUUID();
        admin.answer(api, "mutation ($org: OrgInput!) { addOrg(input: $org) { name } }",
                Map.of("org", Map.of("name", name, "title", "Hook Org")));
        admin.answer(api, """
                mutation ($org: String!, $host: String!) {
                  upsertService(orgName: $org, input: {name: WEBHOOK, host: $host, path: "", user: "", password: ""}) { id }
                }""", Map.of("org", name, "host", webhook.url()));
        return admin.answer(api, """
                mutation ($name: String!) { updateOrgProcessing(name: $name, pushBackend: WEBHOOK) { id } }""",
                Map.of("name", name)).get("updateOrgProcessing").get("id").asLong();
    }
}
