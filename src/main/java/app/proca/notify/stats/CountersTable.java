package app.proca.notify.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

import jakarta.inject.Singleton;

import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.pool.ReactiveConnection;
import org.jspecify.annotations.Nullable;

import app.proca.notify.campaign.CampaignCounters.CountedActions;
import app.proca.notify.campaign.CampaignStats;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The SQL of {@code notify.counters}. What counters follow in one transaction, in this order: (1) the locks of the campaigns
 * concerned, sorted; (2) a look at the people concerned, which now nobody else changes; (3) the counters, sorted. All of it
 * comes after the transaction's own rows and before the locks of the outbox, so that nobody waits in a circle.
 */
@Singleton
class CountersTable {

    // Namespaces of advisory locks, arbitrary but fixed: all instances of all versions must agree.
    private static final int CAMPAIGN_LOCK = 0x70726f66;
    private static final int RECOUNT_LOCK = 0x70726f67;

    private static final String LOCK_CAMPAIGNS = """
            select count(pg_advisory_xact_lock(%d, campaign::int)) from (
              select campaign_id as campaign from supporters where id = any($1) union select unnest($2::bigint[]) order by 1) campaigns
            """.formatted(CAMPAIGN_LOCK);

    private static final String LOCK_RECOUNT = "select pg_advisory_xact_lock(%d, 0)".formatted(RECOUNT_LOCK);

    static final String SEEN = """
            select s.id, s.campaign_id, encode(s.fingerprint, 'hex'), s.area, s.processing_status = 3 and s.dupe_rank = 0, p.org_id,
              (select count(*) from actions a where a.supporter_id = s.id and a.processing_status in (3, 4))
            from (select distinct campaign_id, fingerprint from supporters where id = any($1)) person
            join supporters s on s.fingerprint = person.fingerprint and s.campaign_id = person.campaign_id
            join action_pages p on p.id = s.action_page_id
            where s.id = any($1) or (s.processing_status = 3 and s.dupe_rank = 0)
            """;

    private static final String ADD = """
            insert into notify.counters as c (campaign_id, kind, key, count)
            select n.campaign_id, n.kind, n.key, n.change
            from unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[]) with ordinality as n (campaign_id, kind, key, change, position)
            order by n.position
            on conflict (campaign_id, kind, key) do update set count = c.count + excluded.count
            """;

    private static final String DRIFT = """
            select campaign_id, kind, key, coalesce(r.count, 0) - coalesce(c.count, 0) as drift
            from (select * from notify.recounted %1$s) r full join (select * from notify.counters %1$s) c using (campaign_id, kind, key)
            where coalesce(r.count, 0) <> coalesce(c.count, 0)
            """;

    private static final String CORRECT = """
            insert into notify.counters as c (campaign_id, kind, key, count)
            select campaign_id, kind, key, drift from (%s) drifted order by campaign_id, kind, key
            on conflict (campaign_id, kind, key) do update set count = c.count + excluded.count
            """.formatted(DRIFT.formatted("where campaign_id = any($1)"));

    /** Anybody may make up action types and areas, which all who ask for counters would get. */
    private static final int MOST_KEYS = 1_000;

    static final String READ = """
            select kind, key, count from (
              select kind, key, count, row_number() over (partition by kind order by count desc, key) as place
              from notify.counters where campaign_id = $1 and count > 0) counted
            where kind = 'org' or place <= %d
            union all
            select 'extra', org_id::text, sum(extra_supporters)::bigint from action_pages
            where campaign_id = $1 and extra_supporters > 0 group by org_id
            """.formatted(MOST_KEYS);

    private static final String ACTIONS = """
            select cast(coalesce(sum(count) filter (where key = :type), 0) as bigint), cast(coalesce(sum(count), 0) as bigint)
            from notify.counters where campaign_id = :campaign and kind = 'action'
            """;

    private final Pool pool;

    CountersTable(Pool pool) {
        this.pool = pool;
    }

    /** Changes the counters as the transaction changed what they count. */
    Uni<Void> follow(ReactiveConnection transaction, Tally tally) {
        Object supporters = tally.supporters().toArray(Long[]::new);
        Object campaigns = tally.campaigns().toArray(Long[]::new);
        return lockRecount(transaction, tally)
                .chain(() -> select(transaction, LOCK_CAMPAIGNS, supporters, campaigns))
                .chain(() -> select(transaction, SEEN, supporters))
                .map(rows -> tally.deltas(rows.stream().map(CountersTable::seen).toList()).changes())
                .chain(changes -> add(transaction, changes))
                .chain(() -> correct(transaction, tally));
    }

    /**
     * The counters of a campaign, with what pages bring from elsewhere; of action types and areas the 1,000 that count most.
     */
    Uni<CampaignStats> of(long campaignId) {
        return pool.preparedQuery(READ).execute(Tuple.of(campaignId)).map(CountersTable::stats);
    }

    static Uni<CountedActions> actions(Mutiny.Session session, long campaignId, String type) {
        return session.createNativeQuery(ACTIONS, Object[].class).setParameter("type", type)
                .setParameter("campaign", campaignId).getSingleResult()
                .map(row -> new CountedActions((Long) row[0], (Long) row[1]));
    }

    /**
     * Counts all campaigns anew, beside whatever changes them, without a lock. Counters change with what they count: in one
     * snapshot of both the difference is what is wrong with them, however they go on from there, and is added to what they
     * are by then. Does nothing where another instance is at it, or did it in the given time.
     */
    Uni<Void> recount(String interval) {
        return pool.getConnection().chain(connection -> tryLock(connection)
                .chain(locked -> !locked ? Uni.createFrom().voidItem()
                        : recountIfDue(connection, interval).eventually(() -> unlock(connection)))
                .eventually(connection::close));
    }

    private static Uni<Boolean> tryLock(SqlConnection connection) {
        return connection.query("select pg_try_advisory_lock(%d, 0)".formatted(RECOUNT_LOCK)).execute()
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    private static Uni<Void> unlock(SqlConnection connection) {
        return connection.query("select pg_advisory_unlock(%d, 0)".formatted(RECOUNT_LOCK)).execute().replaceWithVoid();
    }

    private static Uni<Void> recountIfDue(SqlConnection connection, String interval) {
        return connection
                .preparedQuery("select not exists (select from notify.recount where done_at > now() - $1::text::interval)")
                .execute(Tuple.of(interval))
                .chain(rows -> rows.iterator().next().getBoolean(0) ? recount(connection) : Uni.createFrom().voidItem());
    }

    private static Uni<Void> recount(SqlConnection connection) {
        return connection.query("begin isolation level repeatable read, read only").execute()
                .chain(() -> connection.query(DRIFT.formatted("")).execute())
                .onFailure().call(() -> connection.query("rollback").execute())
                .call(() -> connection.query("commit").execute())
                .map(CountersTable::drift)
                .chain(drift -> add(connection, drift))
                .chain(() -> connection
                        .query("""
                        insert into notify.recount default values on conflict (only_row) do update set done_at = excluded.done_at""")
                        .execute())
                .replaceWithVoid();
    }

    private static Uni<Void> lockRecount(ReactiveConnection transaction, Tally tally) {
        return tally.countedAnew().isEmpty() ? Uni.createFrom().voidItem()
                : select(transaction, LOCK_RECOUNT).replaceWithVoid();
    }

    private static Uni<Void> correct(ReactiveConnection transaction, Tally tally) {
        Object campaigns = tally.countedAnew().toArray(Long[]::new);
        return tally.countedAnew().isEmpty() ? Uni.createFrom().voidItem()
                : update(transaction, CORRECT, campaigns)
                        .chain(() -> update(transaction,
                                "delete from notify.counters where campaign_id = any($1) and count = 0", campaigns));
    }

    private static Uni<Void> add(ReactiveConnection transaction, SortedMap<Counter, Long> changes) {
        return changes.isEmpty() ? Uni.createFrom().voidItem() : update(transaction, ADD, columns(changes));
    }

    private static Uni<Void> add(SqlConnection connection, SortedMap<Counter, Long> changes) {
        return changes.isEmpty() ? Uni.createFrom().voidItem()
                : connection.preparedQuery(ADD).execute(Tuple.from(columns(changes))).replaceWithVoid();
    }

    private static Object[] columns(SortedMap<Counter, Long> changes) {
        return new Object[]{ changes.keySet().stream().map(Counter::campaignId).toArray(Long[]::new),
                changes.keySet().stream().map(counter -> counter.kind().stored()).toArray(String[]::new),
                changes.keySet().stream().map(Counter::key).toArray(String[]::new),
                changes.values().toArray(Long[]::new) };
    }

    private static Uni<Void> update(ReactiveConnection transaction, String sql, @Nullable Object... parameters) {
        return Uni.createFrom().completionStage(() -> transaction.update(sql, parameters)).replaceWithVoid();
    }

    private static Uni<List<Object[]>> select(ReactiveConnection transaction, String sql, @Nullable Object... parameters) {
        return Uni.createFrom().completionStage(() -> transaction.select(sql, parameters)).map(result -> {
            List<Object[]> rows = new ArrayList<>(result.size());
            result.forEachRemaining(rows::add);
            return rows;
        });
    }

    private static Tally.Seen seen(Object[] row) {
        return new Tally.Seen((Long) row[0], new Tally.Person((Long) row[1], (String) row[2]),
                new Standing(Boolean.TRUE.equals(row[4]), (String) row[3]), (Long) row[5], (Long) row[6]);
    }

    private static SortedMap<Counter, Long> drift(RowSet<Row> rows) {
        SortedMap<Counter, Long> drift = new TreeMap<>();
        rows.forEach(row -> drift.put(new Counter(row.getLong("campaign_id"), Counter.Kind.of(row.getString("kind")),
                row.getString("key")), row.getLong("drift")));
        return drift;
    }

    private static CampaignStats stats(RowSet<Row> rows) {
        Map<String, Map<String, Long>> byKind = new TreeMap<>();
        StreamSupport.stream(rows.spliterator(), false)
                .forEach(row -> byKind.computeIfAbsent(row.getString("kind"), absent -> new TreeMap<>())
                        .put(row.getString("key"), row.getLong("count")));
        Map<Long, Long> byOrg = new TreeMap<>();
        Arrays.asList(Counter.Kind.ORG.stored(), "extra").forEach(kind -> byKind.getOrDefault(kind, Map.of())
                .forEach((org, count) -> byOrg.merge(Long.valueOf(org), count, Long::sum)));
        return new CampaignStats(byOrg.values().stream().mapToLong(Long::longValue).sum(),
                byKind.getOrDefault(Counter.Kind.AREA.stored(), Map.of()), byOrg,
                byKind.getOrDefault(Counter.Kind.ACTION.stored(), Map.of()));
    }
}
