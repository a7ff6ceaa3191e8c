package app.proca.notify.outbox;

import java.util.List;
import java.util.stream.Stream;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What became of an org's notifications within a moment, on one instance.
 *
 * @param failed how many were refused and are tried again later
 * @param ids of some of those that failed, are parked or unrouted
 */
@RegisterForReflection
public record Movement(long orgId, int created, int delivered, int unrouted, int failed, int parked, int replayed,
        List<String> ids) {

    /** Names of notifications are {@code outbox-1} and {@code parked-1}. */
    public static final String OUTBOX = "outbox-";
    /** Of what a queue's worker gave up. */
    public static final String PARKED = "parked-";

    private static final int MOST_IDS = 20;

    public Movement {
        ids = List.copyOf(ids.size() > MOST_IDS ? ids.subList(0, MOST_IDS) : ids);
    }

    static Movement created(long orgId, int count) {
        return new Movement(orgId, count, 0, 0, 0, 0, 0, List.of());
    }

    static Movement delivered(long orgId) {
        return new Movement(orgId, 0, 1, 0, 0, 0, 0, List.of());
    }

    static Movement unrouted(long orgId, String id) {
        return new Movement(orgId, 0, 0, 1, 0, 0, 0, List.of(id));
    }

    static Movement failed(long orgId, String id) {
        return new Movement(orgId, 0, 0, 0, 1, 0, 0, List.of(id));
    }

    static Movement parked(long orgId, String id) {
        return new Movement(orgId, 0, 0, 0, 0, 1, 0, List.of(id));
    }

    static Movement replayed(long orgId, int count) {
        return new Movement(orgId, 0, 0, 0, 0, 0, count, List.of());
    }

    /** Both as one; of the same org. */
    Movement and(Movement later) {
        return new Movement(orgId, created + later.created, delivered + later.delivered, unrouted + later.unrouted,
                failed + later.failed, parked + later.parked, replayed + later.replayed,
                Stream.concat(ids.stream(), later.ids.stream()).limit(MOST_IDS).toList());
    }
}
