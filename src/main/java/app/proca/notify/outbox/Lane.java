package app.proca.notify.outbox;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
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

    private static final RetryPolicy ELSEWHERE =
            new RetryPolicy(Duration.ofMillis(20), Duration.ofMillis(500), Integer.MAX_VALUE);

    /** What follows a batch. */
    enum Next {
        /** Nothing is left. */
        DONE,
        /** Another batch, at once. */
        AGAIN,
        /** Another instance has the shard: its rest is to be looked at a little later, and other lanes may go first. */
        LATER
    }

    private final int shard;
    private final IntFunction<Uni<Next>> batch;
    private final AtomicInteger wakes = new AtomicInteger();
    /** Drains in a row that found the shard elsewhere; one drain at a time runs. */
    private volatile int elsewhere;

    Lane(int shard, IntFunction<Uni<Next>> batch) {
        this.shard = shard;
        this.batch = batch;
    }

    int shard() {
        return shard;
    }

    /** @return true where the caller must see to it that {@link #drain} runs */
    boolean wake() {
        return wakes.getAndIncrement() == 0;
    }

    /**
     * Runs batches until one finds nothing left and nobody woke the lane meanwhile. Never fails.
     *
     * @return empty, or after how long the caller must see to it that it runs again
     */
    Uni<Optional<Duration>> drain() {
        return Multi.createBy().repeating().uni(this::round).whilst(Next.AGAIN::equals)
                .collect().last()
                .onFailure().invoke(this::giveUp)
                .onFailure().recoverWithItem(Next.DONE)
                .map(this::comeBack);
    }

    private Uni<Next> round() {
        int seen = wakes.get();
        return batch.apply(shard)
                .map(next -> next == Next.DONE && wakes.addAndGet(-seen) > 0 ? Next.AGAIN : next);
    }

    /** Whoever has the shard may have it for long: it is asked for less and less often. */
    private Optional<Duration> comeBack(Next last) {
        elsewhere = last == Next.LATER ? elsewhere + 1 : 0;
        return elsewhere == 0 ? Optional.empty()
                : Optional.of(ELSEWHERE.delayAfter(elsewhere, ThreadLocalRandom.current().nextDouble()));
    }

    /** The database is away or refused: the poll wakes the lane again. */
    private void giveUp(Throwable failure) {
        wakes.set(0);
        LOG.warnf("The relay of shard %d stops for now: %s", shard, failure.toString());
    }
}
