package app.proca.notify.ops.queues;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import app.proca.notify.queue.broker.Looks;
import app.proca.notify.queue.topology.TopologySettings;
import app.proca.notify.queue.topology.TopologySettings.QueueType;
import io.smallrye.mutiny.Uni;

/**
 * The heads of queues, looked at no more often than every few seconds, however many screens follow them: a look leaves its mark
 * on messages. Quorum queues count the looks, and give up a message after some: their heads are not looked at here.
 */
@Singleton
class Heads {

    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final int MOST_KEPT = 1_000;

    private record Looked(Instant at, List<Head> heads) {}

    private final Looks looks;
    private final TopologySettings settings;
    private final Clock clock;
    private final Map<String, Looked> known = new ConcurrentHashMap<>();

    Heads(Looks looks, TopologySettings settings, Clock clock) {
        this.looks = looks;
        this.settings = settings;
        this.clock = clock;
    }

    /** @param wanted how many of each queue */
    Uni<Map<String, List<Head>>> of(Map<String, Integer> wanted) {
        if (settings.type() == QueueType.QUORUM) {
            return Uni.createFrom().item(Map.of());
        }
        Instant now = clock.instant();
        Map<String, List<Head>> heads = new LinkedHashMap<>();
        Map<String, Integer> unknown = new LinkedHashMap<>();
        wanted.forEach((queue, most) -> {
            Looked last = known.get(queue);
            if (last != null && last.at().plus(KEPT).isAfter(now)) {
                heads.put(queue, last.heads());
            } else {
                unknown.put(queue, most);
            }
        });
        return unknown.isEmpty() ? Uni.createFrom().item(heads) : looks.heads(unknown).map(found -> {
            found.forEach((queue, messages) -> heads.put(queue, keep(queue, now, messages.stream().map(Head::of).toList())));
            return heads;
        });
    }

    private List<Head> keep(String queue, Instant now, List<Head> heads) {
        if (known.size() >= MOST_KEPT) {
            known.clear();
        }
        known.put(queue, new Looked(now, heads));
        return heads;
    }
}
