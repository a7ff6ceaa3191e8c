package app.proca.notify.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import jakarta.inject.Singleton;

import org.hibernate.reactive.pool.ReactiveConnection;
import org.jspecify.annotations.Nullable;

import app.proca.notify.common.CurrentTrace;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** The SQL of {@code notify.outbox}. */
@Singleton
class OutboxTable {

    // Namespaces of the advisory locks, arbitrary but fixed: all instances of all versions must agree.
    private static final int ORG_LOCK = 0x70726f63;
    private static final int SHARD_LOCK = 0x70726f64;
    private static final int SWEEP_LOCK = 0x70726f65;
    /** The log's own lock: org ids begin at 1. */
    private static final int LOG = 0;

    private static final int MILLIS = 1000;

    private static final String COLUMNS =
            "id, message_id, channel, org_id, subject, kind, address, routing_key, body, created_at, retry_at, attempts, properties, traceparent";

    // The locks are taken, sorted, before the first id is drawn: see the comment in V2__outbox.sql. Where no order is kept there
    // is no stream, and no lock.
    private static final String INSERT = """
            with locks as materialized (
              select pg_advisory_xact_lock(%d, stream) from (select distinct s as stream from unnest($8::int[]) s where s is not null order by 1) streams
            )
            insert into notify.outbox (channel, org_id, subject, shard, kind, address, routing_key, body, traceparent, state)
            select n.channel, n.org_id, n.subject, n.shard, n.kind, n.address, n.routing_key, n.body, n.traceparent,
                   case when n.channel in ('topology', 'broker', 'mail', 'processing') then 'pending' else 'logged' end
            from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $9::int[], $10::text[])
                 with ordinality as n (channel, org_id, subject, kind, address, routing_key, body, shard, traceparent, position),
                 (select count(*) from locks) held
            order by n.position
            """.formatted(ORG_LOCK);

    // An instance that stands still with the lock in its hand loses it, so that another one can go on.
    private static final String TRY_SHARD = """
            select pg_try_advisory_xact_lock($1, $2), set_config('idle_in_transaction_session_timeout', $3, true)
            """;

    // As a comparison of rows the shard leads to the index of what is pending. Asked for by "shard = $1", a planner that takes
    // most rows for pending reads all of the table in the order of id, past everything that is delivered.
    static final String CLAIM = """
            select %s from notify.outbox o
            where (shard, id) > ($1, $5) and (shard, id) < ($1 + 1, 0) and state = 'pending' and channel = any($3) and address <> all($4)
              and (retry_at is null or retry_at <= now()) and not exists (
              select from notify.outbox held
              where held.shard = $1 and held.state = 'pending' and held.retry_at > now() and held.org_id = o.org_id
                and (held.subject = o.subject or held.channel = 'topology') and held.id < o.id)
            order by shard, id limit $2
            """.formatted(COLUMNS);

    private static final String READ_LOG = """
            select %s from notify.outbox where state = 'logged' and id > $1 order by id limit $2
            """.formatted(COLUMNS);

    private static final String READ_LIVE = """
            select log.id as log_begin,
                   greatest(log.id, (select max(id) from notify.outbox where state = 'logged')) as log_end, entry.*
            from notify.log_horizon log left join lateral (
              select %s from notify.outbox
              where state = 'logged' and id > $1 and channel = 'live' and address = $2 and ($3::bigint is null or org_id = $3)
              order by id limit $4) entry on true
            order by entry.id
            """.formatted(COLUMNS);

    private static final String SWEEP_LOG = """
            with old as (
              select id, channel from notify.outbox where state = 'logged' and created_at < now() - $1::interval order by id limit $2
            ), horizon as (
              update notify.log_horizon set id = greatest(log_horizon.id, coalesce((select max(id) from old where channel = 'live'), 0))
            )
            delete from notify.outbox where id in (select id from old)
            """;

    private static final String SWEEP_SETTLED = """
            delete from notify.outbox where id in (
              select id from notify.outbox
              where settled_at < now() - $1::interval and state in ('delivered', 'unrouted') order by settled_at limit $2)
            """;

    // The row's state may have changed since it was looked at: then it stays. Due from now on, not from when it was made.
    private static final String AGAIN = """
            with again as (
              select o.id from notify.outbox o join unnest($1::bigint[], $2::text[]) seen (id, state) on o.id = seen.id and o.state = seen.state
              where (o.state <> 'pending' or o.retry_at > now())
                and not case when o.channel = 'broker' and o.kind <> 'email_status' and o.subject ~ '^supporter:[0-9]+$' then exists (
                  select from public.supporters s where s.id = substr(o.subject, 11)::bigint and s.processing_status = 2) else false end
              order by o.id for update of o
            )
            update notify.outbox o set state = 'pending', attempts = 0, retry_at = now(), settled_at = null, last_error = null
            from again where o.id = again.id returning o.shard
            """;

    // The locks are those of INSERT.
    private static final String GIVE_BACK = """
            with locks as materialized (
              select pg_advisory_xact_lock(%d, stream) from (select distinct s as stream from unnest($2::int[]) s order by 1) streams
            )
            insert into notify.outbox (message_id, channel, org_id, subject, shard, kind, address, routing_key, body, state, properties)
            select n.message_id, 'broker', n.org_id, n.subject, n.shard, n.kind, '', n.queue, n.body, 'pending', n.properties
            from unnest($1::uuid[], $2::int[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[])
                 with ordinality as n (message_id, org_id, subject, shard, kind, queue, body, properties, position),
                 (select count(*) from locks) held
            order by n.position
            """.formatted(ORG_LOCK);

    // In one order, so that two of these never wait for each other. A relay settles by outcome: where that makes a circle,
    // PostgreSQL ends one of both, and either begins anew.
    private static final String WITHDRAW = """
            with told as (
              select id from notify.outbox where org_id = $1 and subject = any($2) and subject like 'supporter:%' and channel = 'broker'
              order by id for update
            )
            delete from notify.outbox where id in (select id from told)
            """;

    /** @param subjects supporters: others have no index */
    Uni<Void> withdraw(ReactiveConnection connection, long orgId, List<String> subjects) {
        return Uni.createFrom()
                .completionStage(() -> connection.update(WITHDRAW, new Object[]{ orgId, subjects.toArray(String[]::new) }))
                .replaceWithVoid();
    }

    Uni<Void> insert(ReactiveConnection connection, List<NewNotification> notifications) {
        return Uni.createFrom().completionStage(() -> connection.update(INSERT, new Object[]{
                texts(notifications, n -> wire(n.channel())),
                notifications.stream().map(NewNotification::orgId).toArray(Long[]::new),
                texts(notifications, NewNotification::subject),
                texts(notifications, NewNotification::kind),
                texts(notifications, NewNotification::address),
                texts(notifications, NewNotification::routingKey),
                texts(notifications, NewNotification::body),
                notifications.stream().map(OutboxTable::stream).toArray(Integer[]::new),
                notifications.stream().map(OutboxTable::shard).toArray(Integer[]::new),
                texts(notifications, n -> CurrentTrace.of(n.subject())) }))
                .replaceWithVoid();
    }

    /**
     * Takes the shard for the rest of the transaction; false where another instance has it.
     *
     * @param standstill how long the transaction may do nothing before the database ends it
     */
    Uni<Boolean> lock(SqlConnection transaction, int shard, Duration standstill) {
        return transaction.preparedQuery(TRY_SHARD).execute(Tuple.of(SHARD_LOCK, shard, standstill.toMillis() + "ms"))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /**
     * The next notifications that are due in a shard, oldest first; those behind a failing one of their key are not, nor
     * those to an address that rests.
     *
     * @param behind the id that they are behind
     */
    Uni<List<Notification>> due(SqlConnection transaction, int shard, long behind, Set<Channel> channels, Set<String> resting,
            int limit) {
        return transaction.preparedQuery(CLAIM)
                .execute(Tuple.of(shard, limit, channels.stream().map(OutboxTable::wire).toArray(String[]::new),
                        resting.toArray(String[]::new), behind))
                .map(OutboxTable::notifications);
    }

    Uni<Void> settle(SqlConnection transaction, Settlement settlement) {
        return markDelivered(transaction, settlement.delivered())
                .chain(() -> markUnrouted(transaction, settlement.unrouted()))
                .chain(() -> each(settlement.retries(), row -> transaction
                        .preparedQuery(
                                "update notify.outbox set attempts = attempts + 1, retry_at = now() + $2 * interval '1 millisecond', last_error = $3 where id = $1")
                        .execute(Tuple.of(row.id(), (double) row.delay().toMillis(), row.reason()))))
                .chain(() -> each(settlement.parked(), row -> transaction
                        .preparedQuery(
                                "update notify.outbox set state = 'parked', attempts = attempts + 1, retry_at = null, settled_at = now(), last_error = $2 where id = $1")
                        .execute(Tuple.of(row.id(), row.reason()))));
    }

    private static Uni<Void> markUnrouted(SqlConnection transaction, List<Settlement.Unrouted> unrouted) {
        return unrouted.isEmpty() ? Uni.createFrom().voidItem()
                : transaction.preparedQuery("""
                        update notify.outbox o set state = 'unrouted', settled_at = now(), retry_at = null, last_error = u.reason
                        from unnest($1::bigint[], $2::text[]) u (id, reason) where o.id = u.id""")
                        .execute(Tuple.of(unrouted.stream().map(Settlement.Unrouted::id).toArray(Long[]::new),
                                unrouted.stream().map(Settlement.Unrouted::reason).toArray(String[]::new)))
                        .replaceWithVoid();
    }

    /**
     * Lets notifications be delivered once more that are still in the states in which they were seen; those that are due anyway
     * stay as they are, and so do messages about supporters who were rejected.
     *
     * @return the shard of each one that was changed
     */
    Uni<List<Integer>> again(SqlConnection transaction, List<Long> ids, List<String> states) {
        return transaction.preparedQuery(AGAIN).execute(Tuple.of(ids.toArray(Long[]::new), states.toArray(String[]::new)))
                .map(rows -> stream(rows, row -> row.getInteger(0)));
    }

    /** Inserts messages for the default exchange, each with its own id. */
    Uni<Void> giveBack(SqlConnection transaction, List<ReturnedMessage> messages) {
        return transaction.preparedQuery(GIVE_BACK).execute(Tuple.from(List.of(
                messages.stream().map(ReturnedMessage::messageId).toArray(UUID[]::new),
                messages.stream().map(message -> Math.toIntExact(message.orgId())).toArray(Integer[]::new),
                messages.stream().map(ReturnedMessage::subject).toArray(String[]::new),
                messages.stream().map(message -> Shards.of(Channel.BROKER, message.orgId())).toArray(Integer[]::new),
                messages.stream().map(ReturnedMessage::kind).toArray(String[]::new),
                messages.stream().map(ReturnedMessage::queue).toArray(String[]::new),
                messages.stream().map(ReturnedMessage::body).toArray(String[]::new),
                messages.stream().map(ReturnedMessage::properties).toArray(String[]::new))))
                .replaceWithVoid();
    }

    /** Shards that have something due. */
    Uni<List<Integer>> shardsWithWork(SqlClient client) {
        return client.query("""
                select s.shard from generate_series(0, %d) s(shard) where exists (
                  select from notify.outbox o
                  where o.shard = s.shard and o.state = 'pending' and (o.retry_at is null or o.retry_at <= now()))
                """.formatted(Shards.last())).execute()
                .map(rows -> stream(rows, row -> row.getInteger(0)));
    }

    /** How long the longest due notification is due; empty where none is. One look into the index per shard. */
    Uni<Optional<Duration>> oldestDue(SqlClient client) {
        return client.query("""
                select extract(epoch from now() - min(oldest.due))::float8 from generate_series(0, %d) s(shard), lateral (
                  select greatest(o.created_at, o.retry_at) as due from notify.outbox o
                  where (o.shard, o.id) > (s.shard, 0) and (o.shard, o.id) < (s.shard + 1, 0) and o.state = 'pending'
                    and (o.retry_at is null or o.retry_at <= now())
                  order by o.shard, o.id limit 1) oldest
                """.formatted(Shards.COUNT - 1)).execute()
                .map(rows -> Optional.ofNullable(rows.iterator().next().getDouble(0))
                        .map(seconds -> Duration.ofMillis((long) (Math.max(0, seconds) * MILLIS))));
    }

    /** How many wait and since when, by route. As many looks into the index as there are shards, each of them bounded. */
    Uni<List<Waiting>> waiting(SqlClient client) {
        return client.query("""
                select s.shard / %d as route, sum(pending.count)::bigint as count, max(oldest.age) as age
                from generate_series(0, %d) s(shard), lateral (
                  select count(*) from (
                    select from notify.outbox o
                    where (o.shard, o.id) > (s.shard, 0) and (o.shard, o.id) < (s.shard + 1, 0) and o.state = 'pending'
                    order by o.shard, o.id limit %d) counted) pending left join lateral (
                  select extract(epoch from now() - greatest(o.created_at, o.retry_at))::float8 as age from notify.outbox o
                  where (o.shard, o.id) > (s.shard, 0) and (o.shard, o.id) < (s.shard + 1, 0) and o.state = 'pending'
                    and (o.retry_at is null or o.retry_at <= now())
                  order by o.shard, o.id limit 1) oldest on true
                group by 1
                """.formatted(Shards.COUNT, Shards.last(), Waiting.MOST_COUNTED)).execute()
                .map(rows -> stream(rows, row -> new Waiting(Route.values()[row.getInteger("route")].label(),
                        row.getLong("count"), age(row.getDouble("age")))));
    }

    private static Duration age(@Nullable Double seconds) {
        return seconds == null ? Duration.ZERO : Duration.ofMillis((long) (Math.max(0, seconds) * MILLIS));
    }

    /** Entries of the log behind a position, oldest first. */
    Uni<List<Notification>> log(SqlClient client, long after, int limit) {
        return client.preparedQuery(READ_LOG).execute(Tuple.of(after, limit)).map(OutboxTable::notifications);
    }

    /** A topic's entries behind a position, of one org or, with null, of all, and the log's bounds: one statement. */
    Uni<LogPage> livePage(SqlClient client, String topic, @Nullable Long orgId, long after, int limit) {
        return client.preparedQuery(READ_LIVE).execute(Tuple.of(after, topic, orgId, limit)).map(OutboxTable::page);
    }

    /** The log's newest entry, 0 where there is none. */
    Uni<Long> logEnd(SqlClient client) {
        return client.query(
                "select greatest((select max(id) from notify.outbox where state = 'logged'), (select id from notify.log_horizon))")
                .execute().map(rows -> rows.iterator().next().getLong(0));
    }

    /** Deletes up to a batch of old rows of each kind, unless another instance is at it; answers how many went. */
    Uni<Integer> sweep(SqlConnection transaction, String age, int batch) {
        return transaction.preparedQuery("select pg_try_advisory_xact_lock($1, 0)").execute(Tuple.of(SWEEP_LOCK))
                .chain(rows -> rows.iterator().next().getBoolean(0)
                        ? deleteOld(transaction, age, batch)
                        : Uni.createFrom().item(0));
    }

    private static Uni<Integer> deleteOld(SqlConnection transaction, String age, int batch) {
        Tuple arguments = Tuple.of(age, batch);
        return transaction.preparedQuery(SWEEP_LOG.replace("$1::interval", "$1::text::interval")).execute(arguments)
                .chain(log -> transaction.preparedQuery(SWEEP_SETTLED.replace("$1::interval", "$1::text::interval"))
                        .execute(arguments)
                        .map(settled -> log.rowCount() + settled.rowCount()));
    }

    private static Uni<Void> markDelivered(SqlConnection transaction, List<Long> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction.preparedQuery(
                "update notify.outbox set state = 'delivered', settled_at = now(), retry_at = null, last_error = null where id = any($1)")
                .execute(Tuple.of(ids.toArray(Long[]::new)))
                .replaceWithVoid();
    }

    private static <T> Uni<Void> each(List<T> rows, Function<T, Uni<? extends RowSet<Row>>> update) {
        return Multi.createFrom().iterable(rows).onItem().transformToUniAndConcatenate(update).collect().last().replaceWithVoid();
    }

    private static LogPage page(RowSet<Row> rows) {
        Row bounds = rows.iterator().next();
        List<Notification> entries = bounds.getLong("id") == null ? List.of() : notifications(rows);
        return new LogPage(entries, bounds.getLong("log_begin"), bounds.getLong("log_end"));
    }

    private static List<Notification> notifications(RowSet<Row> rows) {
        return stream(rows, OutboxTable::notification);
    }

    private static Notification notification(Row row) {
        String stream = Notification.stream(row.getLong("org_id"));
        Instant created = row.getOffsetDateTime("created_at").toInstant();
        OffsetDateTime again = row.getOffsetDateTime("retry_at");
        int attempts = row.getInteger("attempts");
        return new Notification(row.getLong("id"), row.getUUID("message_id"),
                Channel.valueOf(row.getString("channel").toUpperCase(Locale.ROOT)), stream,
                stream + "/" + row.getString("subject"), row.getString("kind"), row.getString("address"),
                row.getString("routing_key"), row.getString("body"), created,
                // what was never refused is due at a time of its own where an operator wanted it once more
                again != null && attempts == 0 ? again.toInstant() : created, attempts,
                row.getString("properties"), row.getString("traceparent"));
    }

    private static <T> List<T> stream(RowSet<Row> rows, Function<Row, T> read) {
        List<T> list = new ArrayList<>(rows.size());
        rows.forEach(row -> list.add(read.apply(row)));
        return list;
    }

    private static @Nullable Integer stream(NewNotification notification) {
        if (!notification.channel().keepsOrder()) {
            return null;
        }
        return notification.channel().relayed() ? Math.toIntExact(notification.orgId()) : LOG;
    }

    /** Of a logged notification any will do: nobody looks for it there. */
    private static int shard(NewNotification notification) {
        return notification.channel().relayed() ? Shards.of(notification.channel(), notification.orgId()) : 0;
    }

    private static String wire(Channel channel) {
        return channel.name().toLowerCase(Locale.ROOT);
    }

    private static String[] texts(List<NewNotification> notifications,
            Function<NewNotification, @Nullable String> column) {
        return notifications.stream().map(column).toArray(String[]::new);
    }
}
