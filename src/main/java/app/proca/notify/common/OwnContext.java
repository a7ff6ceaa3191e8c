package app.proca.notify.common;

import java.util.function.Supplier;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** A context that database sessions may be bound to, and no other work's. */
public final class OwnContext {

    private OwnContext() {}

    /** Runs the work there; its answer comes there, too. */
    public static <T> Uni<T> run(Vertx vertx, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(context, true);
            return Uni.createFrom().deferred(work::get)
                    .runSubscriptionOn(command -> context.runOnContext(ignored -> command.run()));
        });
    }
}
