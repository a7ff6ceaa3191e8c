package app.proca.notify.queue.work;

import java.util.Optional;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import app.proca.notify.supporter.ProcessingStatus;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Sees, before each attempt, that a supporter's data may still go to an org: between the commit and an attempt, the supporter
 * may have been erased, or have withdrawn. Messages that are about no supporter always may.
 */
@Singleton
public class Consent {

    private static final String STANDING = """
            select exists (select from contacts c where c.supporter_id = s.id and c.org_id = $2) as held,
              a.processing_status = $3 or s.processing_status = $3 as rejected
            from actions a left join supporters s on s.id = a.supporter_id where a.id = $1""";

    private final Pool pool;

    Consent(Pool pool) {
        this.pool = pool;
    }

    /** Goes on with the work, unless the org may not have the data any more. */
    public Uni<WorkOutcome> ifItMayGo(long orgId, Content content, Supplier<Uni<WorkOutcome>> work) {
        if (content.actionId().isEmpty()) {
            return work.get();
        }
        long action = content.actionId().getAsLong();
        return pool.preparedQuery(STANDING).execute(Tuple.of(action, orgId, ProcessingStatus.REJECTED.ordinal()))
                .map(found -> objection(found, content))
                .chain(objection -> objection.isEmpty() ? work.get()
                        : Uni.createFrom().item(new WorkOutcome.Withheld("action " + action + ": " + objection.get())));
    }

    private static Optional<String> objection(RowSet<Row> found, Content content) {
        if (found.rowCount() == 0) {
            return Optional.of("it was deleted");
        }
        Row standing = found.iterator().next();
        if (!standing.getBoolean("held")) {
            return Optional.of("the org has no contact of its supporter any more");
        }
        // that somebody withdrew is itself an event, and has to be told
        return Boolean.TRUE.equals(standing.getBoolean("rejected")) && !content.isOfEventSchema()
                ? Optional.of("its supporter was rejected, or withdrew")
                : Optional.empty();
    }
}
