package app.proca.notify.outbox;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

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

    /**
     * Live notifications of a topic behind a position. The sweep deletes while others read: only a look at
     * {@link LogPage#begin()} of each page tells whether that left a hole.
     *
     * @param orgId whose; null for everybody's
     * @param limit most entries
     */
    public Uni<LogPage> read(String topic, @Nullable Long orgId, long after, int limit) {
        return table.livePage(pool, topic, orgId, after, limit);
    }

    /** Where the log ends now. */
    public Uni<Long> end() {
        return table.logEnd(pool);
    }
}
