package app.proca.notify.queue.broker;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;

import app.proca.notify.common.ClientFault;
import app.proca.notify.common.Nameless;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * Looks at queues for somebody who asked: each time on a channel of its own, by threads of its own, and only a few at once, so
 * that no look holds up messages. Where the broker does not answer in time, or too many look, it fails with the code
 * {@code broker_unavailable}. Answers come back to the caller's context.
 */
@ApplicationScoped
public class Looks {

    private static final Logger LOG = Logger.getLogger(Looks.class);
    private static final int THREADS = 2;
    private static final int MOST_WAITING = 50;
    private static final Duration LIMIT = Duration.ofSeconds(10);
    /** What is read of a queue's head: messages may be large. */
    private static final int MOST_BYTES = 8 * 1024 * 1024;

    /**
     * How a queue stands.
     *
     * @param ready messages that wait; those that somebody works on are not counted
     */
    public record Depth(int ready, int consumers) {}

    /** A message that was looked at and stays where it is. */
    public record Peeked(Arrival arrival, boolean redelivered) {}

    @FunctionalInterface
    private interface Look<T> {
        T at(Session session) throws IOException, TimeoutException;
    }

    private final Consumers consumers;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(MOST_WAITING), Threads.named("broker-look"));

    Looks(Consumers consumers) {
        this.consumers = consumers;
    }

    /** Of the queues that are there. */
    public Uni<Map<String, Depth>> depths(List<String> queues) {
        return look(session -> {
            Map<String, Depth> depths = new LinkedHashMap<>();
            for (String queue : queues) {
                Depth depth = depth(session, queue);
                if (depth != null) {
                    depths.put(queue, depth);
                }
            }
            return depths;
        });
    }

    /**
     * The first messages of a queue, in order; fewer where they are large, none where there is no such queue. They are taken
     * and given back: a classic queue puts them where they were, and marks them as redelivered; a quorum queue counts it.
     */
    public Uni<List<Peeked>> peek(String queue, int most) {
        return look(session -> heads(session, Map.of(queue, most)).getOrDefault(queue, List.of()));
    }

    /** The same for several queues, each with how many are wanted of it. */
    public Uni<Map<String, List<Peeked>>> heads(Map<String, Integer> queues) {
        return look(session -> heads(session, queues));
    }

    /**
     * Takes one message, has it worked on, and settles it as the verdict says. What breaks off gives it back.
     *
     * @param work its Uni must not fail
     * @return false where there was none
     */
    public Uni<Boolean> takeOne(String queue, Function<Arrival, Uni<Verdict>> work) {
        return onThread(emitter -> take(queue, work, emitter));
    }

    void stop(@Observes ShutdownEvent shutdown) {
        threads.shutdownNow();
    }

    private <T> Uni<T> look(Look<T> look) {
        return this.<T>onThread(emitter -> {
            try (Session session = new Session(consumers)) {
                emitter.complete(look.at(session));
            } catch (IOException | TimeoutException | RuntimeException failure) {
                emitter.fail(unavailable(failure));
            }
        }).ifNoItem().after(LIMIT).failWith(() -> unavailable("it did not answer within " + LIMIT.toSeconds() + " s"));
    }

    private <T> Uni<T> onThread(Consumer<UniEmitter<? super T>> work) {
        return Uni.createFrom().deferred(() -> Uni.createFrom().<T>emitter(emitter -> {
            try {
                threads.execute(() -> work.accept(emitter));
            } catch (RejectedExecutionException busy) {
                emitter.fail(unavailable("too many look at once"));
            }
        }).emitOn(CallerContext.current()));
    }

    private void take(String queue, Function<Arrival, Uni<Verdict>> work, UniEmitter<? super Boolean> emitter) {
        Session session = new Session(consumers);
        try {
            GetResponse got = got(session, queue);
            if (got == null) {
                session.close();
                emitter.complete(false);
                return;
            }
            work.apply(Arrival.of(got.getEnvelope(), got.getProps(), got.getBody())).subscribe().with(
                    verdict -> later(() -> settle(session, got.getEnvelope().getDeliveryTag(), verdict, emitter)),
                    failure -> {
                        later(session::close);
                        emitter.fail(failure);
                    });
        } catch (IOException | RuntimeException failure) {
            session.close();
            emitter.fail(unavailable(failure));
        }
    }

    /** A channel that is not closed by us goes with its connection, and gives back what it held. */
    private void later(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException busy) {
            consumers.run(work);
        }
    }

    private static void settle(Session session, long tag, Verdict verdict, UniEmitter<? super Boolean> emitter) {
        try {
            if (verdict == Verdict.TAKEN) {
                session.channel().basicAck(tag, false);
            } else {
                session.channel().basicReject(tag, verdict == Verdict.RETURNED);
            }
            session.finish();
            emitter.complete(true);
        } catch (IOException | TimeoutException | RuntimeException gone) {
            emitter.fail(unavailable(gone));
        } finally {
            session.close();
        }
    }

    private static Map<String, List<Peeked>> heads(Session session, Map<String, Integer> queues)
            throws IOException, TimeoutException {
        Map<String, List<Peeked>> heads = new LinkedHashMap<>();
        for (Map.Entry<String, Integer> queue : queues.entrySet()) {
            List<Peeked> peeked = new ArrayList<>();
            int bytes = 0;
            GetResponse got = null;
            while (peeked.size() < queue.getValue() && bytes < MOST_BYTES && (got = got(session, queue.getKey())) != null) {
                bytes += got.getBody().length;
                peeked.add(new Peeked(Arrival.of(got.getEnvelope(), got.getProps(), got.getBody()),
                        got.getEnvelope().isRedeliver()));
            }
            heads.put(queue.getKey(), List.copyOf(peeked));
            // all of it, at once: one by one the queue could hand some out in between
            session.giveBack();
        }
        session.finish();
        return heads;
    }

    private static @Nullable GetResponse got(Session session, String queue) throws IOException {
        try {
            return session.channel().basicGet(queue, false);
        } catch (IOException | ShutdownSignalException refused) {
            if (isAbsent(refused)) {
                return null;
            }
            throw refused;
        }
    }

    private static @Nullable Depth depth(Session session, String queue) throws IOException {
        try {
            AMQP.Queue.DeclareOk standing = session.channel().queueDeclarePassive(queue);
            return new Depth(standing.getMessageCount(), standing.getConsumerCount());
        } catch (IOException | ShutdownSignalException refused) {
            if (isAbsent(refused)) {
                return null;
            }
            throw refused;
        }
    }

    private static boolean isAbsent(Exception refused) {
        Throwable cause = refused instanceof ShutdownSignalException ? refused : refused.getCause();
        return cause instanceof ShutdownSignalException closed && closed.getReason() instanceof AMQP.Channel.Close reason
                && reason.getReplyCode() == AMQP.NOT_FOUND;
    }

    private static ClientFault unavailable(Exception failure) {
        LOG.debug("A look at a queue failed", Nameless.of(failure));
        return unavailable("it does not answer");
    }

    private static ClientFault unavailable(String why) {
        return ClientFault.coded("broker_unavailable", "The broker cannot be asked now, try again in a moment: " + why);
    }

    /** One look's channel; another one where the broker closed it over a queue that is not there. Used by one thread at a time. */
    private static final class Session implements AutoCloseable {

        private final Consumers consumers;
        private @Nullable Channel channel;

        Session(Consumers consumers) {
            this.consumers = consumers;
        }

        Channel channel() throws IOException {
            Channel current = channel;
            if (current == null || !current.isOpen()) {
                current = consumers.connections().channel();
                channel = current;
            }
            return current;
        }

        void giveBack() throws IOException {
            Channel current = channel;
            if (current != null && current.isOpen()) {
                current.basicNack(0, true, true);
            }
        }

        /** Answered when the broker has all that was said on it. */
        void finish() throws IOException, TimeoutException {
            Channel current = channel;
            if (current != null && current.isOpen()) {
                current.close();
            }
        }

        @Override
        public void close() {
            Channel current = channel;
            channel = null;
            if (current != null && current.isOpen()) {
                try {
                    current.abort();
                } catch (IOException | RuntimeException gone) {
                    // then it is closed, which is what was wanted
                    return;
                }
            }
        }
    }
}
