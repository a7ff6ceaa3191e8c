package app.proca.notify.sqs;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** Knows the queues of orgs. Asked anew for each message: a changed service counts for the next one. */
@Singleton
class SqsQueues {

    private static final String QUEUE = """
            select s.host, s.path, s."user" as login, s.password,
              not exists (select from services other where other.name = s.name and other.id <> s.id
                and other.id in (o.push_backend_id, o.event_backend_id)) as alone
            from orgs o join services s on s.name = 'sqs' and %s
            where o.id = $1""";

    private static final String OF_ORG =
            QUEUE.formatted("s.id = case when $2 then o.event_backend_id else o.push_backend_id end");

    private static final String BY_ID = QUEUE.formatted("s.org_id = o.id and s.id = $2");

    private final Pool pool;

    SqsQueues(Pool pool) {
        this.pool = pool;
    }

    /** Where the org's events go, or else its actions; empty where no queue takes them. */
    Uni<Optional<SqsQueue>> of(long orgId, boolean events) {
        return find(OF_ORG, Tuple.of(orgId, events));
    }

    /** One of the org's, whatever it is for. */
    Uni<Optional<SqsQueue>> byId(long orgId, long serviceId) {
        return find(BY_ID, Tuple.of(orgId, serviceId));
    }

    private Uni<Optional<SqsQueue>> find(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters)
                .map(rows -> rows.rowCount() == 0 ? Optional.empty() : Optional.of(queue(rows.iterator().next())));
    }

    private static SqsQueue queue(Row row) {
        return SqsQueue.of(row.getString("host"), row.getString("path"), row.getString("login"), row.getString("password"),
                row.getBoolean("alone"));
    }
}
