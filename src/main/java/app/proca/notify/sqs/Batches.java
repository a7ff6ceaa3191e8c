package app.proca.notify.sqs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jboss.logging.Logger;

import app.proca.notify.common.Nameless;
import app.proca.notify.queue.work.WorkOutcome;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * Gathers messages to the same queue that come within a moment, as many as one request takes. Safe for use by several
 * threads.
 */
final class Batches {

    /** What SQS takes at once. */
    static final int MOST = 10;
    static final int LARGEST = 256 * 1024;

    private static final Logger LOG = Logger.getLogger(Batches.class);

    private record Waiting(SqsMessage message, UniEmitter<? super WorkOutcome> answer) {}

    /** Guarded by the monitor of {@link Batches}. */
    private static final class Batch {

        final List<Waiting> waiting = new ArrayList<>();
        int bytes;
    }

    private final BiFunction<SqsQueue, List<SqsMessage>, Uni<List<WorkOutcome>>> send;
    private final Consumer<Runnable> later;
    private final Map<SqsQueue, Batch> gathering = new HashMap<>();

    /**
     * @param send sends some messages and says what became of each, in their order
     * @param later has something done in a moment
     */
    Batches(BiFunction<SqsQueue, List<SqsMessage>, Uni<List<WorkOutcome>>> send, Consumer<Runnable> later) {
        this.send = send;
        this.later = later;
    }

    /** Answers on any thread. */
    Uni<WorkOutcome> add(SqsQueue queue, SqsMessage message) {
        int bytes = message.body().getBytes(StandardCharsets.UTF_8).length;
        return Uni.createFrom().emitter(answer -> {
            flushWithoutRoom(queue, bytes);
            gather(queue, new Waiting(message, answer), bytes);
        });
    }

    private void flushWithoutRoom(SqsQueue queue, int bytes) {
        takenIf(queue, batch -> batch.bytes + bytes > LARGEST).ifPresent(full -> send(queue, full));
    }

    private void gather(SqsQueue queue, Waiting waiting, int bytes) {
        begunWith(queue, waiting, bytes)
                .ifPresent(begun -> later.accept(
                        () -> takenIf(queue, batch -> batch == begun).ifPresent(due -> send(queue, due))));
        takenIf(queue, batch -> batch.waiting.size() >= MOST).ifPresent(full -> send(queue, full));
    }

    /** @return the batch, where it began with this message */
    private synchronized Optional<Batch> begunWith(SqsQueue queue, Waiting waiting, int bytes) {
        boolean first = !gathering.containsKey(queue);
        Batch batch = gathering.computeIfAbsent(queue, any -> new Batch());
        batch.waiting.add(waiting);
        batch.bytes += bytes;
        return first ? Optional.of(batch) : Optional.empty();
    }

    private synchronized Optional<Batch> takenIf(SqsQueue queue, Predicate<Batch> due) {
        Batch batch = gathering.get(queue);
        if (batch == null || !due.test(batch)) {
            return Optional.empty();
        }
        gathering.remove(queue);
        return Optional.of(batch);
    }

    private void send(SqsQueue queue, Batch batch) {
        List<Waiting> waiting = List.copyOf(batch.waiting);
        Uni.createFrom().deferred(() -> send.apply(queue, waiting.stream().map(Waiting::message).toList()))
                .subscribe().with(outcomes -> {
                    for (int i = 0; i < waiting.size(); i++) {
                        waiting.get(i).answer().complete(outcomes.get(i));
                    }
                }, failure -> {
                    LOG.debug("A batch could not be sent", Nameless.of(failure));
                    waiting.forEach(one -> one.answer().fail(failure));
                });
    }
}
