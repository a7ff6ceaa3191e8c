package app.proca.notify.api.edge;

import java.util.Optional;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import app.proca.notify.user.Viewer;
import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;

/** Who asks for the operation that runs: the same for HTTP and WebSocket, for all its fields and items. */
@ApplicationScoped
public class CurrentViewer {

    private static final String KEY = CurrentViewer.class.getName();

    /** Empty for an anonymous caller, and outside operations. On a socket: as of now, not of the signing in. */
    public Optional<Viewer> get() {
        return following().get();
    }

    /** The viewer of the operation that runs, for a subscription to ask again with each item, wherever that is emitted. */
    public Supplier<Optional<Viewer>> following() {
        Optional<Supplier<Optional<Viewer>>> known =
                VertxContext.isOnDuplicatedContext() ? ContextLocals.get(KEY) : Optional.empty();
        return known.orElse(Optional::empty);
    }

    void set(Supplier<Optional<Viewer>> viewer) {
        ContextLocals.put(KEY, viewer);
    }
}
