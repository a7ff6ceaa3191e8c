package app.proca.notify.queue.broker;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;

import io.smallrye.mutiny.Uni;

/**
 * One queue that is consumed. A lost channel gives back what it held, and is replaced. The channel is opened, changed and
 * closed on threads of {@link Consumers}, one after the other.
 */
public final class Consumption {

    private static final Logger LOG = Logger.getLogger(Consumption.class);
    private static final long FIRST_DELAY_MS = 200;
    private static final long LONGEST_DELAY_MS = 5_000;
    private static final int DOUBLINGS = 5;
    /** A queue that is about to be declared is missing a few times: not worth a word. */
    private static final int WORTH_A_WARNING = 5;

    private final Consumers consumers;
    private final String queue;
    private final int prefetch;
    private final Function<Arrival, Uni<Verdict>> work;
    private final AtomicBoolean ended = new AtomicBoolean();
    /** Messages that are worked on, and one for the consumption itself until it is ended. */
    private final AtomicInteger held = new AtomicInteger(1);
    private final CompletableFuture<@Nullable Void> drained = new CompletableFuture<>();
    private volatile @Nullable Channel channel;
    private volatile boolean consuming;
    private int refusals;

    Consumption(Consumers consumers, String queue, int prefetch, Function<Arrival, Uni<Verdict>> work) {
        this.consumers = consumers;
        this.queue = queue;
        this.prefetch = prefetch;
        this.work = work;
    }

    /** True while messages come. */
    public boolean isConsuming() {
        Channel current = channel;
        return consuming && current != null && current.isOpen();
    }

    /**
     * Takes no more messages, and waits for those that are worked on; what is not done within the limit goes back to the
     * queue. Never fails.
     */
    public Uni<Void> end(Duration limit) {
        return Uni.createFrom().completionStage(() -> {
            if (ended.compareAndSet(false, true)) {
                consumers.run(this::cancel);
                release();
            }
            return drained.copy().completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS)
                    .thenRun(() -> consumers.run(this::close));
        });
    }

    synchronized void open() {
        if (ended.get()) {
            return;
        }
        Channel opened = null;
        try {
            opened = consumers.connections().channel();
            Channel mine = opened;
            channel = mine;
            mine.addShutdownListener(cause -> consumers.run(() -> lost(mine, cause)));
            mine.basicQos(prefetch);
            mine.basicConsume(queue, false, queue, new Deliveries(mine));
            consuming = true;
            refusals = 0;
        } catch (IOException | RuntimeException refused) {
            drop(opened);
            warn(refused);
            openAgain();
        }
    }

    private synchronized void lost(Channel gone, Throwable cause) {
        if (gone == channel && !ended.get()) {
            LOG.debugf("The channel of queue %s was lost: %s", queue, cause.getMessage());
            drop(gone);
            openAgain();
        }
    }

    private void openAgain() {
        long delay = Math.min(FIRST_DELAY_MS << Math.min(refusals, DOUBLINGS), LONGEST_DELAY_MS);
        refusals++;
        consumers.in(Duration.ofMillis(delay / 2 + ThreadLocalRandom.current().nextLong(delay)), this::open);
    }

    private void warn(Exception refused) {
        if (refusals == WORTH_A_WARNING) {
            Throwable cause = refused.getCause() == null ? refused : refused.getCause();
            LOG.warnf("Queue %s is not consumed, it is tried again every few seconds: %s", queue, cause.getMessage());
        }
    }

    private void arrived(Channel from, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
        // Counted first: whoever ends the consumption meanwhile waits for it. Unacknowledged, it goes back to the queue.
        held.incrementAndGet();
        if (ended.get()) {
            release();
            return;
        }
        long tag = envelope.getDeliveryTag();
        Uni.createFrom().deferred(() -> work.apply(Arrival.of(envelope, properties, body)))
                .subscribe().with(verdict -> consumers.run(() -> settle(from, tag, verdict)), failure -> {
                    LOG.errorf(failure, "A message of queue %s could not be worked on: it is rejected", queue);
                    consumers.run(() -> settle(from, tag, Verdict.REJECTED));
                });
    }

    private void settle(Channel from, long tag, Verdict verdict) {
        try {
            if (verdict == Verdict.TAKEN) {
                from.basicAck(tag, false);
            } else {
                from.basicReject(tag, verdict == Verdict.RETURNED);
            }
        } catch (IOException | ShutdownSignalException gone) {
            LOG.debugf("The channel of queue %s is gone, the message comes again: %s", queue, gone.getMessage());
        } finally {
            release();
        }
    }

    private void release() {
        if (held.decrementAndGet() == 0) {
            drained.complete(null);
        }
    }

    private synchronized void cancel() {
        Channel current = channel;
        consuming = false;
        if (current != null && current.isOpen()) {
            try {
                current.basicCancel(queue);
            } catch (IOException | RuntimeException gone) {
                drop(current);
            }
        }
    }

    private synchronized void close() {
        drop(channel);
    }

    private void drop(@Nullable Channel closing) {
        channel = null;
        consuming = false;
        if (closing != null) {
            try {
                closing.abort();
            } catch (IOException | RuntimeException gone) {
                // then it is closed, which is what was wanted
                return;
            }
        }
    }

    /** What the client calls, on its own threads. */
    private final class Deliveries extends DefaultConsumer {

        Deliveries(Channel channel) {
            super(channel);
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
            arrived(getChannel(), envelope, properties, body);
        }

        /** The queue was deleted, or moved to another node of the broker. */
        @Override
        public void handleCancel(String tag) {
            consumers.run(() -> lost(getChannel(), new IOException("the broker no longer serves the queue")));
        }
    }
}
