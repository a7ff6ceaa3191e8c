package app.proca.notify.queue.work;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** Records in {@code notify.withheld} what was not sent, without what it said. */
@Singleton
class Withholding {

    /** A message that is withheld again, after a crash, keeps its row. */
    private static final String RECORD = """
            insert into notify.withheld (org_id, queue, message_id, reason) values ($1, $2, $3, $4)
            on conflict (queue, message_id) do nothing""";

    private final Pool pool;

    Withholding(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> record(QueuedMessage message, String reason) {
        String id = message.arrival().messageId();
        return pool.preparedQuery(RECORD).execute(Tuple.of(message.orgId(), message.job().queue().value(),
                id == null ? null : id.replace("\0", ""), reason)).replaceWithVoid();
    }
}
