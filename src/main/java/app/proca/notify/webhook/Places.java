package app.proca.notify.webhook;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import app.proca.notify.queue.broker.CallerContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * Lets so much work happen at once; more waits for its turn. What is given up makes room a moment before it hears of it. Safe for
 * use by several threads.
 */
final class Places {

    /** Of one piece of work, from its beginning to its end. Guarded by the monitor of {@link Places}. */
    private static final class Turn {

        @Nullable
        UniEmitter<? super Boolean> emitter;
        boolean granted;
        boolean ended;
    }

    private final Queue<Turn> waiting = new ArrayDeque<>();
    private int free;

    Places(int number) {
        this.free = Math.max(1, number);
    }

    /** Does the work where there is a place for it, on the caller's context. */
    <T> Uni<T> in(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            Executor caller = CallerContext.current();
            Turn turn = new Turn();
            return Uni.createFrom().<Boolean>emitter(emitter -> begin(turn, emitter)).emitOn(caller)
                    .chain(granted -> work.get())
                    // also of what is cancelled after its turn came, and before it began
                    .onTermination().invoke(() -> end(turn));
        });
    }

    private void begin(Turn turn, UniEmitter<? super Boolean> emitter) {
        if (isGranted(turn, emitter)) {
            emitter.complete(true);
        }
    }

    private synchronized boolean isGranted(Turn turn, UniEmitter<? super Boolean> emitter) {
        turn.emitter = emitter;
        if (turn.ended) {
            return false;
        }
        if (free == 0) {
            waiting.add(turn);
            return false;
        }
        free--;
        turn.granted = true;
        return true;
    }

    private void end(Turn turn) {
        UniEmitter<? super Boolean> next = next(turn);
        if (next != null) {
            next.complete(true);
        }
    }

    /** @return whose turn it is now; null where nobody's is */
    private synchronized @Nullable UniEmitter<? super Boolean> next(Turn ending) {
        if (ending.ended) {
            return null;
        }
        ending.ended = true;
        if (!ending.granted) {
            waiting.remove(ending);
            return null;
        }
        Turn next = waiting.poll();
        if (next == null) {
            free++;
            return null;
        }
        next.granted = true;
        return next.emitter;
    }
}
