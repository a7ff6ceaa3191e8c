package app.proca.notify.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/** What waits to be told. */
@ApplicationScoped
public class Backlog {

    private final Pool pool;
    private final OutboxTable table;

    Backlog(Pool pool, OutboxTable table) {
        this.pool = pool;
        this.table = table;
    }

    /** How long the oldest notification that could be told waits for it; empty where nothing waits. */
    public Uni<Optional<Duration>> oldestDue() {
        return table.oldestDue(pool);
    }

    /** What waits, one for each route of the relay. */
    public Uni<List<Waiting>> waiting() {
        return table.waiting(pool);
    }
}
