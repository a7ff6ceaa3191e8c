package app.proca.notify.ops.desk;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.WireJson;
import app.proca.notify.user.Viewer;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Who did what at the desk: {@code notify.audit}. */
@Singleton
public class Audit {

    private static final String COLUMNS =
            "a.id, a.at, a.email, (select r.name::text from public.orgs r where r.id = a.org_id) as org, a.org_id, a.operation, a.what, a.count";

    private static final String WRITE = "insert into notify.audit as a (user_id, email, org_id, operation, what, count)"
            + " values ($1, $2, $3, $4, $5, $6) returning " + COLUMNS;

    private static final String NOTE =
            """
            insert into notify.audit (user_id, email, org_id, operation, what, count) values (:user, :email, :org, :operation, :what, 1)""";

    private static final String READ = "select " + COLUMNS + " from notify.audit a where a.id < $1";

    /**
     * One deed.
     *
     * @param at UTC
     * @param by the e-mail of who did it
     * @param org null: all orgs
     * @param what JSON
     */
    record Entry(long id, LocalDateTime at, String by, @Nullable String org, String operation, String what, int count) {}

    private final Pool pool;

    Audit(Pool pool) {
        this.pool = pool;
    }

    /** In the transaction of what is done. */
    Uni<Entry> write(SqlConnection transaction, Viewer operator, @Nullable Long orgId, String operation, String what, int count) {
        return transaction.preparedQuery(WRITE)
                .execute(Tuple.of(operator.userId(), operator.email(), orgId, operation, what, count))
                .map(rows -> entries(rows).get(0));
    }

    /**
     * Writes down a deed that is about no notifications, in the transaction of the caller's session.
     *
     * @param what no personal data
     */
    public Uni<Void> note(Viewer operator, long orgId, String operation, Map<String, ?> what) {
        return Panache.getSession().chain(session -> session.createNativeQuery(NOTE).setParameter("user", operator.userId())
                .setParameter("email", operator.email()).setParameter("org", orgId).setParameter("operation", operation)
                .setParameter("what", WireJson.write(what)).executeUpdate()).replaceWithVoid();
    }

    /** The newest first; of an org, or, with null, all. */
    Uni<List<Entry>> read(@Nullable Long orgId, long before, int limit) {
        return (orgId == null
                ? pool.preparedQuery(READ + " order by a.id desc limit $2").execute(Tuple.of(before, limit))
                : pool.preparedQuery(READ + " and a.org_id = $2 order by a.org_id desc, a.id desc limit $3")
                        .execute(Tuple.of(before, orgId, limit)))
                .map(Audit::entries);
    }

    private static List<Entry> entries(RowSet<Row> rows) {
        List<Entry> entries = new ArrayList<>(rows.size());
        rows.forEach(row -> entries.add(new Entry(row.getLong("id"),
                row.getOffsetDateTime("at").withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime(), row.getString("email"),
                row.getLong("org_id") != null && row.getString("org") == null ? "" : row.getString("org"),
                row.getString("operation"), row.getString("what"), row.getInteger("count"))));
        return entries;
    }
}
