package app.proca.notify.ops;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/** Asks the database whether it is there, anew each time. */
@ApplicationScoped
class DatabaseProbe {

    /** Whoever asks for health does not wait for long. */
    static final Duration LIMIT = Duration.ofSeconds(2);

    private final Pool pool;

    DatabaseProbe(Pool pool) {
        this.pool = pool;
    }

    /** Never fails. */
    Uni<Boolean> answers() {
        return pool.query("select 1").execute()
                .replaceWith(true)
                .ifNoItem().after(LIMIT).recoverWithItem(false)
                .onFailure().recoverWithItem(false);
    }
}
