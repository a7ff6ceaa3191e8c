package app.proca.notify.outbox;

import java.util.stream.IntStream;

/**
 * The relay's units of work: all notifications of an org on one route are in one shard, which one instance at a time
 * relays.
 */
final class Shards {

    /** Per route. Fixed for good: the shard is stored with every notification. */
    static final int COUNT = 16;

    private static final int ALL = COUNT * Route.values().length;

    private Shards() {}

    static int of(Channel channel, long orgId) {
        return Route.of(channel).ordinal() * COUNT + (int) Math.floorMod(orgId, (long) COUNT);
    }

    static Route route(int shard) {
        return Route.values()[shard / COUNT];
    }

    static IntStream all() {
        return IntStream.range(0, ALL);
    }

    /** The number of the last one. */
    static int last() {
        return ALL - 1;
    }
}
