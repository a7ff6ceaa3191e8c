package app.proca.notify.ops.queues;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import app.proca.notify.queue.reconcile.OrgProcessing;
import app.proca.notify.queue.topology.OrgQueues.DeliveryBackend;
import app.proca.notify.queue.topology.QueueName;
import app.proca.notify.queue.topology.Topology;
import app.proca.notify.queue.topology.TopologySettings.QueueType;

/**
 * A queue that an org has, or had before its settings changed.
 *
 * @param purpose a sentence
 * @param worker the work that the service does from it; null where it does none
 * @param active whether the org's settings fill it
 * @param rests true of the queue whose messages go back where they came from by themselves: nobody has to read it
 */
record KnownQueue(QueueName name, String purpose, @Nullable String worker, boolean active, boolean rests) {

    /** @param instance whether the org runs the instance: then every org's system events are for it */
    static List<KnownQueue> of(OrgProcessing org, boolean instance) {
        long id = org.queues().orgId();
        List<KnownQueue> queues = new ArrayList<>(List.of(
                work(id, Topology.EMAIL, "Mails to supporters, which the service sends."),
                work(id, DeliveryBackend.WEBHOOK.work(), "Actions and events for the org's webhooks, which the service calls."),
                work(id, DeliveryBackend.SQS.work(), "Actions and events for the org's queues of SQS, which the service fills."),
                own(QueueName.custom(id, "confirm.supporter"),
                        "Supporters who are to be asked to confirm, for the org's own consumer."),
                own(QueueName.custom(id, "confirm.action"), "Actions that the org moderates, for its own consumer."),
                own(QueueName.custom(id, "deliver"), "Actions and events for the org's own consumer: its CRM."),
                new KnownQueue(QueueName.fail(id),
                        "What a worker or consumer rejected, until it goes back to where it came from.",
                        null, false, true)));
        if (instance) {
            queues.add(own(QueueName.SYSTEM_DELIVER, "System events of all orgs, for the instance's own consumer."));
        }
        Set<QueueName> wanted = Topology.of(org.queues(), Duration.ZERO, QueueType.CLASSIC).queues().stream()
                .map(Topology.Queue::name).collect(Collectors.toUnmodifiableSet());
        return queues.stream().map(queue -> wanted.contains(queue.name()) ? queue.filled() : queue).toList();
    }

    private KnownQueue filled() {
        return new KnownQueue(name, purpose, worker, true, rests);
    }

    private static KnownQueue work(long orgId, String work, String purpose) {
        return new KnownQueue(QueueName.worker(orgId, work), purpose, work, false, false);
    }

    private static KnownQueue own(QueueName name, String purpose) {
        return new KnownQueue(name, purpose, null, false, false);
    }
}
