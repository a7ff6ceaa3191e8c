package app.proca.notify.ops.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import app.proca.notify.queue.broker.Looks;
import app.proca.notify.queue.broker.Looks.Depth;
import app.proca.notify.queue.reconcile.OrgProcessing;
import app.proca.notify.queue.reconcile.OrgQueuesTable;
import app.proca.notify.queue.topology.QueueName;
import app.proca.notify.queue.topology.Topology;
import app.proca.notify.queue.topology.TopologySettings.QueueType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * How deep the queues are that orgs' settings fill, and how many read them: the broker's numbers, as this instance last saw them.
 * The deepest ones one by one, up to a bound; all others as {@code other}, so that the number of series stays small.
 */
@Singleton
class QueueDepths implements MeterBinder {

    private static final Logger LOG = Logger.getLogger(QueueDepths.class);
    /** So many are looked at in one go; between two, others who look have their turn. */
    private static final int AT_ONCE = 100;
    /** Of the instance, which is no org's own. */
    private static final String NOBODY = "";

    /** @param org whose queue it is: its id */
    record Standing(String org, String queue, Depth depth) {

        /** Messages wait, and nobody reads. What rests before it goes back by itself needs no reader. */
        boolean unread() {
            return depth.ready() > 0 && depth.consumers() == 0 && !queue.endsWith(".fail");
        }
    }

    private final OrgQueuesTable orgs;
    private final Looks looks;
    private final MetricsSettings settings;
    private @Nullable MultiGauge ready;
    private @Nullable MultiGauge consumers;
    private volatile double unread = Double.NaN;

    QueueDepths(OrgQueuesTable orgs, Looks looks, MetricsSettings settings) {
        this.orgs = orgs;
        this.looks = looks;
        this.settings = settings;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        ready = MultiGauge.builder("notify.queue.ready").baseUnit("messages")
                .description("Messages that wait in a queue; those that somebody works on are not counted").register(registry);
        consumers = MultiGauge.builder("notify.queue.consumers").description("Consumers of a queue").register(registry);
        Gauge.builder("notify.queues.unread", () -> unread)
                .description("Queues in which messages wait and that nobody reads, of all queues").register(registry);
    }

    /** Looks. Never fails: without the broker nothing is known of any queue. */
    Uni<Void> look() {
        return orgs.all().map(QueueDepths::queues).chain(this::depths)
                .onFailure().invoke(failure -> LOG.debugf("Queues cannot be looked at: %s", failure.toString()))
                .onFailure().recoverWithItem(List.of())
                .invoke(this::show)
                .replaceWithVoid();
    }

    /** Names of queues, and whose they are. */
    private static Map<String, String> queues(List<OrgProcessing> orgs) {
        Map<String, String> queues = new LinkedHashMap<>();
        queues.put(QueueName.SYSTEM_DELIVER.value(), NOBODY);
        for (OrgProcessing org : orgs) {
            // the names are the same whatever the delay and the type
            Topology.of(org.queues(), Duration.ZERO, QueueType.CLASSIC).queues()
                    .forEach(queue -> queues.put(queue.name().value(), Long.toString(org.queues().orgId())));
        }
        return queues;
    }

    private Uni<List<Standing>> depths(Map<String, String> queues) {
        return Multi.createFrom().iterable(queues.keySet()).group().intoLists().of(AT_ONCE)
                .onItem().transformToUniAndConcatenate(looks::depths)
                .onItem().transformToIterable(Map::entrySet)
                .map(found -> new Standing(queues.getOrDefault(found.getKey(), NOBODY), found.getKey(), found.getValue()))
                .collect().asList();
    }

    private void show(List<Standing> all) {
        unread = all.isEmpty() ? Double.NaN : all.stream().filter(Standing::unread).count();
        List<Standing> shown = few(all, settings.mostQueues());
        rows(ready, shown, standing -> standing.depth().ready());
        rows(consumers, shown, standing -> standing.depth().consumers());
    }

    /** The deepest, and one for what is left. */
    static List<Standing> few(List<Standing> all, int most) {
        List<Standing> deepest = all.stream()
                .sorted(Comparator.comparingInt((Standing standing) -> standing.depth().ready()).reversed()
                        .thenComparing(Standing::queue))
                .toList();
        if (deepest.size() <= most) {
            return deepest;
        }
        List<Standing> few = new ArrayList<>(deepest.subList(0, most));
        few.add(deepest.subList(most, deepest.size()).stream()
                .reduce(new Standing(FewValues.OTHER, FewValues.OTHER, new Depth(0, 0)), QueueDepths::together));
        return few;
    }

    private static Standing together(Standing all, Standing one) {
        return new Standing(all.org(), all.queue(), new Depth(all.depth().ready() + one.depth().ready(),
                all.depth().consumers() + one.depth().consumers()));
    }

    private static void rows(@Nullable MultiGauge gauge, List<Standing> standings, ToDoubleFunction<Standing> value) {
        if (gauge != null) {
            gauge.register(standings.stream()
                    .map(standing -> Row.of(Tags.of("org", standing.org(), "queue", standing.queue()),
                            value.applyAsDouble(standing)))
                    .toList(), true);
        }
    }
}
