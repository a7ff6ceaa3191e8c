package app.proca.notify.ops.queues;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault;
import app.proca.notify.org.InstanceOrg;
import app.proca.notify.org.Org;
import app.proca.notify.queue.broker.Looks;
import app.proca.notify.queue.broker.Looks.Depth;
import app.proca.notify.queue.broker.Looks.Peeked;
import app.proca.notify.queue.reconcile.OrgProcessing;
import app.proca.notify.queue.reconcile.OrgQueuesTable;
import app.proca.notify.queue.topology.QueueName;
import app.proca.notify.queue.topology.TopologySettings;
import app.proca.notify.queue.topology.TopologySettings.QueueType;
import app.proca.notify.queue.work.Rates;
import io.smallrye.mutiny.Uni;

/** Shows an org's queues, and what is in them. */
@ApplicationScoped
class QueueDesk {

    private static final int SHOWN_RESTING = 20;

    private final OrgQueuesTable orgs;
    private final InstanceOrg instance;
    private final Pauses pauses;
    private final Looks looks;
    private final Heads heads;
    private final Rates rates;
    private final Growth growth;
    private final TopologySettings settings;

    QueueDesk(OrgQueuesTable orgs, InstanceOrg instance, Pauses pauses, Looks looks, Heads heads, Rates rates, Growth growth,
            TopologySettings settings) {
        this.orgs = orgs;
        this.instance = instance;
        this.pauses = pauses;
        this.looks = looks;
        this.heads = heads;
        this.rates = rates;
        this.growth = growth;
        this.settings = settings;
    }

    /** What the org's queues and workers follow from, as it stands now. */
    Uni<OrgProcessing> processing(Org org) {
        return orgs.one(org.id).map(found -> found.stream().findFirst().orElseThrow(() -> ClientFault.notFound()));
    }

    /** Those that the org's settings fill, and of the others those that hold something. */
    Uni<List<QueueStanding>> queues(Org org) {
        return processing(org).chain(found -> pauses.of(org.id)
                .chain(paused -> queues(found, KnownQueue.of(found, instance.isInstance(org)), paused)));
    }

    /**
     * The first messages of one of the org's queues.
     *
     * @param most how many
     */
    Uni<List<Peeked>> messages(Org org, String queue, int most) {
        return processing(org).chain(found -> {
            if (KnownQueue.of(found, instance.isInstance(org)).stream().noneMatch(known -> known.name().value().equals(queue))) {
                throw ClientFault.notFound("The org has no queue of that name");
            }
            if (settings.type() == QueueType.QUORUM && queue.equals(QueueName.SYSTEM_DELIVER.value())) {
                throw ClientFault.coded("not_peekable", "A quorum queue drops a message that was looked at often, where it has "
                        + "no dead letter exchange, as this one: read it with a consumer");
            }
            return looks.peek(queue, most);
        });
    }

    private Uni<List<QueueStanding>> queues(OrgProcessing org, List<KnownQueue> known, Map<String, Pauses.Pause> paused) {
        return looks.depths(known.stream().map(queue -> queue.name().value()).toList())
                .chain(depths -> heads.of(wanted(known, depths))
                        .map(found -> known.stream()
                                .map(queue -> standing(org, queue, depths.get(queue.name().value()), paused, found))
                                .filter(standing -> standing.queue().active() || standing.ready() > 0).toList()));
    }

    private static Map<String, Integer> wanted(List<KnownQueue> known, Map<String, Depth> depths) {
        Map<String, Integer> wanted = new LinkedHashMap<>();
        known.forEach(queue -> {
            Depth depth = depths.get(queue.name().value());
            if (depth != null && depth.ready() > 0) {
                wanted.put(queue.name().value(), queue.rests() ? SHOWN_RESTING : 1);
            }
        });
        return wanted;
    }

    private QueueStanding standing(OrgProcessing org, KnownQueue queue, @Nullable Depth depth, Map<String, Pauses.Pause> paused,
            Map<String, List<Head>> found) {
        Pauses.Pause pause = queue.worker() == null ? null : paused.get(queue.worker());
        Instant pausedAt = pause == null ? null : pause.at();
        String name = queue.name().value();
        return new QueueStanding(queue, depth, org.stopped(), pausedAt, found.getOrDefault(name, List.of()),
                rates.of(queue.name()), growth.since(name, depth == null ? 0 : depth.ready()));
    }
}
