package app.proca.notify.api.edge;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import app.proca.notify.user.Viewer;
import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;

/** Who asks for the operation that runs: the same for HTTP and WebSocket, for all its fields and items. */
@ApplicationScoped
public class CurrentViewer {

    private static final String KEY = CurrentViewer.class.getName();

    /** Empty for an anonymous caller, and outside operations. */
    public Optional<Viewer> get() {
        return VertxContext.isOnDuplicatedContext() ? ContextLocals.get(KEY) : Optional.empty();
    }

    void set(Optional<Viewer> viewer) {
        viewer.ifPresent(known -> ContextLocals.put(KEY, known));
    }
}
