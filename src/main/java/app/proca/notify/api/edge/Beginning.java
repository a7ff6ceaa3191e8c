package app.proca.notify.api.edge;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * When the subscription that runs has begun. One that has to look something up first has not, until that is done and its
 * source is listened to: what fails before is the answer to whoever asked for it.
 */
@ApplicationScoped
public class Beginning {

    private static final String KEY = Beginning.class.getName();

    /** What the source tells, once the condition holds. To be called at the start of the operation. */
    public <C, T> Multi<T> after(Uni<C> condition, Function<C, Multi<T>> source) {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        current().ifPresent(current -> current.set(begun));
        return condition.onItem().transformToMulti(
                known -> source.apply(known).onSubscription().invoke(() -> begun.complete(null)));
    }

    /** For the operation that is about to run: what tells, once it was called, when it has begun. */
    Supplier<Uni<Void>> open() {
        AtomicReference<CompletableFuture<Void>> begun = new AtomicReference<>(CompletableFuture.completedFuture(null));
        ContextLocals.put(KEY, begun);
        return () -> Uni.createFrom().completionStage(begun.get());
    }

    private static Optional<AtomicReference<CompletableFuture<Void>>> current() {
        return VertxContext.isOnDuplicatedContext() ? ContextLocals.get(KEY) : Optional.empty();
    }
}
