package app.proca.notify.outbox;

import java.util.stream.IntStream;

/** The relay's units of work: all notifications of an org are in one shard, which one instance at a time relays. */
final class Shards {

    /** Fixed for good: it is stored with every notification. */
    static final int COUNT = 16;

    private Shards() {}

    static int of(long orgId) {
        return (int) Math.floorMod(orgId, (long) COUNT);
    }

    static IntStream all() {
        return IntStream.range(0, COUNT);
    }
}
