package app.proca.notify.queue.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import app.proca.notify.queue.topology.OrgQueues.DeliveryBackend;
import app.proca.notify.queue.topology.TopologySettings.QueueType;

class TopologyTest {

    private static final Duration DELAY = Duration.ofSeconds(30);

    @Test
    void every_org_has_six_exchanges_a_resting_place_and_a_way_to_the_instances_queue() {
        Topology topology = Topology.of(quiet(), DELAY, QueueType.CLASSIC);

        assertThat(topology.exchanges()).extracting(exchange -> exchange.name() + " " + exchange.type()).containsExactly(
                "org.7.confirm.supporter topic", "org.7.confirm.action topic", "org.7.deliver topic", "org.7.event topic",
                "org.7.fail fanout", "org.7.retry direct");
        assertThat(names(topology)).containsExactly("org.7.fail", "system.deliver");
        assertThat(bindings(topology)).containsExactly("org.7.fail -> org.7.fail ()", "org.7.event -> system.deliver (system.*)");
    }

    @Test
    void a_rejected_message_rests_and_comes_back_to_the_queue_it_failed_in() {
        Topology topology = Topology.of(custom(), DELAY, QueueType.CLASSIC);

        assertThat(arguments(topology, "org.7.fail"))
                .isEqualTo(Map.of("x-dead-letter-exchange", "org.7.retry", "x-message-ttl", 30_000L));
        assertThat(arguments(topology, "cus.7.deliver"))
                .isEqualTo(Map.of("x-dead-letter-exchange", "org.7.fail", "x-dead-letter-routing-key", "cus.7.deliver"));
        assertThat(bindings(topology)).contains("org.7.retry -> cus.7.deliver (cus.7.deliver)");
    }

    @Test
    void without_a_delay_all_is_declared_as_proca_declares_it() {
        Topology topology = Topology.of(custom(), Duration.ZERO, QueueType.CLASSIC);

        assertThat(arguments(topology, "org.7.fail")).isEqualTo(Map.of("x-dead-letter-exchange", "org.7.retry"));
        assertThat(arguments(topology, "system.deliver")).isEmpty();
    }

    @Test
    void one_custom_queue_takes_actions_and_events() {
        Topology topology = Topology.of(custom(), DELAY, QueueType.CLASSIC);

        assertThat(bindings(topology)).contains("org.7.deliver -> cus.7.deliver (#)", "org.7.event -> cus.7.deliver (#)",
                "org.7.confirm.supporter -> cus.7.confirm.supporter (#)", "org.7.confirm.action -> cus.7.confirm.action (#)");
    }

    @Test
    void mails_are_queued_for_orgs_that_can_send_them_and_confirmations_where_they_are_asked_for() {
        OrgQueues mailing = new OrgQueues(7, true, false, false, false, false, false, Optional.empty(), Optional.empty());
        OrgQueues confirming = new OrgQueues(7, true, true, false, false, false, false, Optional.empty(), Optional.empty());

        assertThat(bindings(Topology.of(mailing, DELAY, QueueType.CLASSIC)))
                .contains("org.7.deliver -> wrk.7.email.supporter (#)")
                .doesNotContain("org.7.confirm.supporter -> wrk.7.email.supporter (#)");
        assertThat(bindings(Topology.of(confirming, DELAY, QueueType.CLASSIC)))
                .contains("org.7.confirm.supporter -> wrk.7.email.supporter (#)");
    }

    @Test
    void each_backend_has_one_queue_for_what_it_is_chosen_for() {
        Topology topology = Topology.of(new OrgQueues(7, false, true, false, false, false, false,
                Optional.of(DeliveryBackend.SQS), Optional.of(DeliveryBackend.WEBHOOK)), DELAY, QueueType.CLASSIC);

        assertThat(names(topology)).containsExactly("org.7.fail", "system.deliver", "wrk.7.sqs", "wrk.7.webhook");
        assertThat(bindings(topology)).contains("org.7.deliver -> wrk.7.sqs (#)", "org.7.event -> wrk.7.webhook (#)")
                .doesNotContain("org.7.event -> wrk.7.sqs (#)", "org.7.deliver -> wrk.7.webhook (#)");
    }

    @Test
    void what_is_turned_off_is_only_unbound() {
        Topology topology = Topology.of(quiet(), DELAY, QueueType.CLASSIC);

        assertThat(topology.unbound().stream().map(TopologyTest::text)).containsExactlyInAnyOrder(
                "org.7.confirm.supporter -> wrk.7.email.supporter (#)", "org.7.deliver -> wrk.7.email.supporter (#)",
                "org.7.deliver -> wrk.7.sqs (#)", "org.7.event -> wrk.7.sqs (#)", "org.7.deliver -> wrk.7.webhook (#)",
                "org.7.event -> wrk.7.webhook (#)", "org.7.confirm.supporter -> cus.7.confirm.supporter (#)",
                "org.7.confirm.action -> cus.7.confirm.action (#)", "org.7.deliver -> cus.7.deliver (#)",
                "org.7.event -> cus.7.deliver (#)");
    }

    @Test
    void a_cluster_can_have_quorum_queues() {
        Topology topology = Topology.of(custom(), DELAY, QueueType.QUORUM);

        assertThat(topology.queues()).allSatisfy(queue -> assertThat(queue.arguments()).containsEntry("x-queue-type", "quorum"));
    }

    private static OrgQueues quiet() {
        return new OrgQueues(7, false, false, false, false, false, false, Optional.empty(), Optional.empty());
    }

    private static OrgQueues custom() {
        return new OrgQueues(7, false, false, true, true, true, true, Optional.empty(), Optional.empty());
    }

    private static List<String> names(Topology topology) {
        return topology.queues().stream().map(queue -> queue.name().value()).toList();
    }

    private static Map<String, Object> arguments(Topology topology, String queue) {
        return topology.queues().stream().filter(each -> each.name().value().equals(queue)).findFirst().orElseThrow().arguments();
    }

    private static List<String> bindings(Topology topology) {
        return topology.bindings().stream().map(TopologyTest::text).toList();
    }

    private static String text(Topology.Binding binding) {
        return binding.from() + " -> " + binding.to() + " (" + binding.key() + ")";
    }
}
