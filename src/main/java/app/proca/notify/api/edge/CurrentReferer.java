package app.proca.notify.api.edge;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;

/** The page that the operation was asked for from, as the browser tells it: anybody may claim any. */
@ApplicationScoped
public class CurrentReferer {

    private static final String KEY = CurrentReferer.class.getName();

    /** Empty where nothing was told, and on sockets. */
    public Optional<String> get() {
        return VertxContext.isOnDuplicatedContext() ? ContextLocals.get(KEY) : Optional.empty();
    }

    void set(@Nullable String referer) {
        if (referer != null) {
            ContextLocals.put(KEY, referer);
        }
    }
}
