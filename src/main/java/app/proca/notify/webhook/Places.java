package app.proca.notify.webhook;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import app.proca.notify.queue.broker.CallerContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/** Lets so much work happen at once; more waits for its turn. Safe for use by several threads. */
final class Places {

    private final Queue<UniEmitter<? super Boolean>> waiting = new ArrayDeque<>();
    private int free;

    Places(int number) {
        this.free = Math.max(1, number);
    }

    /** Does the work where there is a place for it, on the caller's context. */
    <T> Uni<T> in(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            Executor caller = CallerContext.current();
            return Uni.createFrom().<Boolean>emitter(this::take).emitOn(caller)
                    .chain(taken -> Uni.createFrom().deferred(work::get).onTermination().invoke(this::leave));
        });
    }

    private void take(UniEmitter<? super Boolean> emitter) {
        if (mayGoOn(emitter)) {
            emitter.complete(true);
        }
    }

    private synchronized boolean mayGoOn(UniEmitter<? super Boolean> emitter) {
        if (free > 0) {
            free--;
            return true;
        }
        waiting.add(emitter);
        emitter.onTermination(() -> giveUp(emitter));
        return false;
    }

    private synchronized void giveUp(UniEmitter<? super Boolean> emitter) {
        waiting.remove(emitter);
    }

    private void leave() {
        UniEmitter<? super Boolean> next = next();
        if (next != null) {
            next.complete(true);
        }
    }

    private synchronized @Nullable UniEmitter<? super Boolean> next() {
        UniEmitter<? super Boolean> next = waiting.poll();
        if (next == null) {
            free++;
        }
        return next;
    }
}
