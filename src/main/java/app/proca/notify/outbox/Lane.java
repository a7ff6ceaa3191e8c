package app.proca.notify.outbox;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

import org.jboss.logging.Logger;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Relays one shard as long as there is work: however often it is woken, one drain at a time runs, and no wake-up that
 * comes during a drain is lost.
 */
final class Lane {

    private static final Logger LOG = Logger.getLogger(Lane.class);

    /** What a drain does after one batch. */
    record Next(boolean again, Duration after) {
        static final Next DONE = new Next(false, Duration.ZERO);
        static final Next AGAIN = new Next(true, Duration.ZERO);

        static Next in(Duration delay) {
            return new Next(true, delay);
        }
    }

    private final int shard;
    private final IntFunction<Uni<Next>> batch;
    private final AtomicInteger wakes = new AtomicInteger();

    Lane(int shard, IntFunction<Uni<Next>> batch) {
        this.shard = shard;
        this.batch = batch;
    }

    /** @return true where the caller must see to it that {@link #drain} runs */
    boolean wake() {
        return wakes.getAndIncrement() == 0;
    }

    /** Runs batches until one finds nothing left and nobody woke the lane meanwhile. Never fails. */
    Uni<Void> drain() {
        return Multi.createBy().repeating().uni(this::round).whilst(Boolean::booleanValue)
                .collect().last()
                .onFailure().invoke(this::giveUp)
                .onFailure().recoverWithNull()
                .replaceWithVoid();
    }

    private Uni<Boolean> round() {
        int seen = wakes.get();
        return batch.apply(shard)
                .chain(next -> next.again() ? pause(next.after()) : Uni.createFrom().item(wakes.addAndGet(-seen) > 0));
    }

    private static Uni<Boolean> pause(Duration delay) {
        Uni<Boolean> again = Uni.createFrom().item(true);
        return delay.isZero() ? again : again.onItem().delayIt().by(delay);
    }

    /** The database is away or refused: the poll wakes the lane again. */
    private void giveUp(Throwable failure) {
        wakes.set(0);
        LOG.warnf("The relay of shard %d stops for now: %s", shard, failure.toString());
    }
}
