package app.proca.notify.ops.queues;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** Which workers of orgs operators paused, and who did. */
@Singleton
class Pauses {

    private static final String OF_ORG = """
            select p.worker, p.paused_at, u.email::text as email from notify.paused_workers p left join users u on u.id = p.paused_by
            where p.org_id = $1""";

    /** @param by the address of who paused it; null where the user is gone */
    record Pause(Instant at, @Nullable String by) {}

    private final Pool pool;

    Pauses(Pool pool) {
        this.pool = pool;
    }

    /** By worker. */
    Uni<Map<String, Pause>> of(long orgId) {
        return pool.preparedQuery(OF_ORG).execute(Tuple.of(orgId)).map(rows -> {
            Map<String, Pause> pauses = new HashMap<>();
            rows.forEach(row -> pauses.put(row.getString("worker"),
                    new Pause(row.getOffsetDateTime("paused_at").toInstant(), row.getString("email"))));
            return pauses;
        });
    }
}
