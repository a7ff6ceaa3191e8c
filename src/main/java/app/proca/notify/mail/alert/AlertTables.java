package app.proca.notify.mail.alert;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import jakarta.inject.Singleton;

import org.hibernate.reactive.pool.ReactiveConnection;
import org.jspecify.annotations.Nullable;

import app.proca.notify.queue.topology.QueueName;
import app.proca.notify.queue.work.Trouble;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** The SQL of {@code notify.troubles} and {@code notify.alerts}. */
@Singleton
class AlertTables {

    // What instances saw is put together, in whatever order they write it: the last success counts, whoever saw it, and what
    // failed after that. A success that ends nothing needs no row.
    private static final String RECORD = """
            insert into notify.troubles as t (queue, org_id, since, failed_at, taken_at, reason)
            select e.* from unnest($1::text[], $2::bigint[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[], $6::text[])
              as e (queue, org_id, since, failed_at, taken_at, reason)
            where e.since is not null
              or exists (select from notify.troubles k where k.queue = e.queue and k.since is not null)
            order by e.queue
            on conflict (queue) do update set
              org_id = excluded.org_id,
              since = case
                when greatest(t.failed_at, excluded.failed_at)
                  > coalesce(greatest(t.taken_at, excluded.taken_at), '-infinity'::timestamptz)
                then coalesce(
                  (select min(s.since) from (values (t.since), (excluded.since)) as s (since)
                    where s.since >= coalesce(greatest(t.taken_at, excluded.taken_at), '-infinity'::timestamptz)),
                  greatest(t.taken_at, excluded.taken_at)) end,
              failed_at = greatest(t.failed_at, excluded.failed_at),
              taken_at = greatest(t.taken_at, excluded.taken_at),
              reason = case when excluded.failed_at >= coalesce(t.failed_at, '-infinity'::timestamptz) then excluded.reason
                else t.reason end""";

    private static final String STANDINGS = """
            select t.queue, t.org_id, t.since, t.failed_at, t.taken_at, t.reason, a.since as told_since, a.open, a.told_at
            from notify.troubles t left join notify.alerts a on a.queue = t.queue
            where t.since is not null or a.open
            order by t.queue""";

    private static final String PARKED =
            "select count(*) from notify.parked where org_id = $1 and queue = $2 and parked_at >= $3";

    // Who changes a row mails. A second one waits for the first and then finds nothing to change.
    private static final String OPEN = """
            insert into notify.alerts as a (queue, org_id, since, open, told_at) values ($1, $2, $3, true, $4)
            on conflict (queue) do update set org_id = excluded.org_id, since = excluded.since, open = true, told_at = excluded.told_at
            where not a.open and a.told_at <= $5""";
    private static final String CLOSE = "update notify.alerts set open = false where queue = $1 and open";

    private final Pool pool;

    AlertTables(Pool pool) {
        this.pool = pool;
    }

    /** Adds what this instance saw. The same may be added again. */
    Uni<Void> record(List<Trouble> seen) {
        return seen.isEmpty() ? Uni.createFrom().voidItem()
                : pool.preparedQuery(RECORD).execute(Tuple.from(new Object[]{
                        seen.stream().map(trouble -> trouble.queue().value()).toArray(String[]::new),
                        seen.stream().map(Trouble::orgId).toArray(Long[]::new), times(seen, Trouble::since),
                        times(seen, Trouble::failedAt), times(seen, Trouble::takenAt),
                        seen.stream().map(trouble -> trouble.reason().replace("\0", "")).toArray(String[]::new) }))
                        .replaceWithVoid();
    }

    /** Of all queues that are in trouble, or whose owners think so. */
    Uni<List<Standing>> standings() {
        return pool.preparedQuery(STANDINGS).execute().map(rows -> {
            List<Standing> standings = new ArrayList<>(rows.rowCount());
            rows.forEach(row -> standings.add(standing(row)));
            return standings;
        });
    }

    /** How many messages of a queue were given up. */
    Uni<Long> parked(Trouble trouble, Instant since) {
        return pool.preparedQuery(PARKED).execute(Tuple.of(trouble.orgId(), trouble.queue().value(), at(since)))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Remembers that the owners are told of missing messages; false where they know, or were told too short a while ago. */
    Uni<Boolean> open(ReactiveConnection connection, Trouble trouble, Instant since, Instant now, Instant quietSince) {
        return change(connection, OPEN, trouble.queue().value(), trouble.orgId(), at(since), at(now), at(quietSince));
    }

    /** Remembers that it is over; false where that is known. */
    Uni<Boolean> close(ReactiveConnection connection, Trouble trouble) {
        return change(connection, CLOSE, trouble.queue().value());
    }

    private static Uni<Boolean> change(ReactiveConnection connection, String sql, Object... parameters) {
        return Uni.createFrom().completionStage(() -> connection.update(sql, parameters)).map(changed -> changed > 0);
    }

    private static Standing standing(Row row) {
        Trouble trouble = new Trouble(new QueueName(row.getString("queue")), row.getLong("org_id"), time(row, "since"),
                time(row, "failed_at"), time(row, "taken_at"), row.getString("reason"));
        Instant toldSince = time(row, "told_since");
        Instant toldAt = time(row, "told_at");
        return new Standing(trouble,
                toldSince == null || toldAt == null ? null : new Told(toldSince, row.getBoolean("open"), toldAt));
    }

    private static @Nullable Instant time(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime[] times(List<Trouble> seen, Function<Trouble, @Nullable Instant> time) {
        return seen.stream().map(time).map(found -> found == null ? null : at(found)).toArray(OffsetDateTime[]::new);
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
