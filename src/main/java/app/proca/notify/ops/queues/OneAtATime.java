package app.proca.notify.ops.queues;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import app.proca.notify.common.ClientFault;
import io.smallrye.mutiny.Uni;

/** Lets nobody ask for something on this instance while the same is being done. */
final class OneAtATime {

    private final Set<Object> busy = ConcurrentHashMap.newKeySet();

    /** Fails with the code {@code busy} while the last one of that key runs. */
    <T> Uni<T> run(Object key, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            if (!busy.add(key)) {
                throw ClientFault.coded("busy", "The last one still runs: wait for it to end");
            }
            return Uni.createFrom().deferred(work::get).onTermination().invoke(() -> busy.remove(key));
        });
    }
}
