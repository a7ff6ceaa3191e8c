package app.proca.notify.mail.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import app.proca.notify.queue.broker.Looks.Depth;
import app.proca.notify.queue.reconcile.OrgProcessing;
import app.proca.notify.queue.topology.OrgQueues;
import app.proca.notify.queue.topology.OrgQueues.DeliveryBackend;
import app.proca.notify.queue.topology.QueueName;
import app.proca.notify.queue.topology.Topology;
import app.proca.notify.queue.topology.TopologySettings.QueueType;
import app.proca.notify.queue.work.Trouble;

/** The queues that owners may be told of, and whose they are. */
record Watched(Map<QueueName, OrgQueues> orgs) {

    Watched {
        orgs = Map.copyOf(orgs);
    }

    /** Those that the settings of orgs ask for at this moment. */
    static Watched of(List<OrgProcessing> all) {
        Map<QueueName, OrgQueues> watched = new HashMap<>();
        for (OrgProcessing org : all) {
            // the names are the same whatever the delay and the type
            Topology.of(org.queues(), Duration.ZERO, QueueType.CLASSIC).queues().stream().map(Topology.Queue::name)
                    .flatMap(queue -> Stream.concat(Stream.of(queue), parts(queue, org.queues())))
                    .filter(queue -> Recipient.of(queue).isPresent())
                    .forEach(queue -> watched.put(queue, org.queues()));
        }
        return new Watched(watched);
    }

    /** Of two webhooks one may fail while the other one works. */
    private static Stream<QueueName> parts(QueueName queue, OrgQueues org) {
        boolean mayBeTwo = org.push().filter(DeliveryBackend.WEBHOOK::equals).isPresent()
                && org.event().filter(DeliveryBackend.WEBHOOK::equals).isPresent();
        return mayBeTwo && Recipient.of(queue).filter(Recipient.WEBHOOK::equals).isPresent()
                ? Stream.of(queue.part(QueueName.ACTIONS), queue.part(QueueName.EVENTS))
                : Stream.empty();
    }

    /** Those that no worker of ours works through, of which only the broker knows how they fare. */
    Set<QueueName> ofCrms() {
        return orgs.keySet().stream().filter(Watched::isOfCrm).collect(Collectors.toUnmodifiableSet());
    }

    static boolean isOfCrm(QueueName queue) {
        return Recipient.of(queue).filter(Recipient.CRM::equals).isPresent();
    }

    /**
     * How CRMs fare, as far as the number of their messages tells: where some wait, the oldest may wait since now, or since it
     * was seen for the first time.
     */
    List<Trouble> seen(Map<QueueName, Depth> depths, Instant now) {
        return depths.entrySet().stream().map(entry -> entry.getValue().ready() == 0
                ? Trouble.none(entry.getKey(), org(entry.getKey()).orgId(), now)
                : Trouble.failing(entry.getKey(), org(entry.getKey()).orgId(), now, now,
                        unread(entry.getKey(), entry.getValue())))
                .toList();
    }

    /** The same, where it is known when the oldest message was sent: everything before it was taken. */
    static Trouble seen(Trouble known, Instant oldest, Instant now) {
        return new Trouble(known.queue(), known.orgId(), oldest, now, oldest, known.reason());
    }

    /** Empty where no queue of the name is wanted any more. */
    Optional<OrgQueues> find(QueueName queue) {
        return Optional.ofNullable(orgs.get(queue));
    }

    private OrgQueues org(QueueName queue) {
        return Objects.requireNonNull(orgs.get(queue), "a queue that is not watched");
    }

    private static String unread(QueueName queue, Depth depth) {
        return depth.consumers() == 0 ? "nobody reads its queue " + queue
                : "what reads its queue " + queue + " takes too little, or nothing";
    }
}
