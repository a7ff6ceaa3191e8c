package app.proca.notify.outbox;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/** Reads the log again, for whoever was away. */
@ApplicationScoped
public class LogReader {

    private final Pool pool;
    private final OutboxTable table;

    LogReader(Pool pool, OutboxTable table) {
        this.pool = pool;
        this.table = table;
    }

    /** Entries of a logged channel behind a position, oldest first, at most {@code limit}. */
    public Uni<List<Notification>> read(Channel channel, long after, int limit) {
        return table.log(pool, after, channel, limit);
    }

    /** Where the live log begins: a reader whose position is smaller missed something for good. */
    public Uni<Long> horizon() {
        return table.logHorizon(pool);
    }
}
