package app.proca.notify.ops.desk;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.WireJson;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** What the desk reads of {@code notify.outbox} and {@code notify.parked}. */
@Singleton
class NotificationsTable {

    /** Characters, or bytes, of a body that a list shows. */
    private static final int LONGEST_LISTED = 65_536;

    private static final String OUTBOX = """
            o.id, o.channel, o.message_id, o.org_id, (select r.name::text from public.orgs r where r.id = o.org_id) as org, o.address,
            o.routing_key, o.subject, o.kind, o.state, o.attempts, o.created_at, o.settled_at, o.last_error, o.retry_at,
            o.properties, length(o.body) as size""";

    private static final String PARKED = """
            p.id, p.org_id, (select r.name::text from public.orgs r where r.id = p.org_id) as org, p.queue, p.message_id, p.kind, p.returns,
            p.reason, p.parked_at, octet_length(p.body) as size,\s""" + Statement.PARKED_SUBJECT + " as subject";

    private static final String SHORT = ", case when length(o.body) <= %d then o.body end as body".formatted(LONGEST_LISTED);
    private static final String SHORT_PARKED =
            ", case when octet_length(p.body) <= %d then p.body end as body".formatted(LONGEST_LISTED);

    private static final String ONE = "select " + OUTBOX + ", o.body from notify.outbox o where o.id = $1"
            + " and ($2::bigint is null or o.org_id = $2) and o.state <> 'logged'";
    private static final String ONE_PARKED = "select " + PARKED + ", p.body from notify.parked p where p.id = $1"
            + " and ($2::bigint is null or p.org_id = $2)";

    /** What a replay has to know of each. */
    private static final String SEEN = "select o.id, o.state, o.org_id from notify.outbox o where o.id = any($1)"
            + " and ($2::bigint is null or o.org_id = $2)";
    private static final String SEEN_PARKED = "select p.id, p.org_id from notify.parked p where p.id = any($1)"
            + " and ($2::bigint is null or p.org_id = $2)";

    private static final String TAKE = "delete from notify.parked p where p.id = any($1) returning p.id, p.org_id, p.queue,"
            + " p.message_id, p.kind, p.properties, p.body, " + Statement.PARKED_SUBJECT + " as subject";

    /**
     * One that can be delivered once more.
     *
     * @param state as it was seen
     */
    record Seen(NotificationId id, long orgId, String state) {}

    /**
     * A message that left the table of those that were given up.
     *
     * @param properties JSON
     */
    record Taken(long id, long orgId, String queue, @Nullable String messageId, @Nullable String kind, @Nullable String subject,
            String properties, Buffer body) {}

    /** The newest first. */
    Uni<List<DeskNotification>> list(SqlClient client, Selection selection, Position after, int limit) {
        Uni<List<DeskNotification>> outbox = !selection.hasOutbox() ? none()
                : read(client, Statement.outbox(OUTBOX + SHORT, selection, after.outbox(), limit)
                        .then(" order by o.id desc").limited(limit), NotificationsTable::notification);
        return outbox.chain(told -> !selection.hasParked() ? Uni.createFrom().item(told)
                : read(client, Statement.parked(PARKED + SHORT_PARKED, selection, after.parked())
                        .then(" order by p.id desc").limited(limit), NotificationsTable::parked)
                        .map(parked -> newest(told, parked, limit)));
    }

    /** With its whole body. */
    Uni<Optional<DeskNotification>> find(SqlClient client, NotificationId id, @Nullable Long orgId) {
        return client.preparedQuery(id.parked() ? ONE_PARKED : ONE).execute(Tuple.of(id.number(), orgId))
                .map(rows -> all(rows, id.parked() ? NotificationsTable::parked : NotificationsTable::notification).stream()
                        .findFirst());
    }

    /** Not further than the limit, in each table. */
    Uni<Long> count(SqlClient client, Selection selection, int limit) {
        Uni<Long> outbox = !selection.hasOutbox() ? Uni.createFrom().item(0L)
                : count(client, Statement.outbox("1", selection, Long.MAX_VALUE, limit).limited(limit).counted());
        return outbox.chain(told -> !selection.hasParked() ? Uni.createFrom().item(told)
                : count(client, Statement.parked("1", selection, Long.MAX_VALUE).limited(limit).counted())
                        .map(parked -> told + parked));
    }

    /** Those that match, not more than the limit of each table, in the order in which they were told. */
    Uni<List<Seen>> seen(SqlClient client, Selection selection, int limit) {
        Uni<List<Seen>> outbox = !selection.hasOutbox() ? none()
                : read(client, Statement.outbox("o.id, o.state, o.org_id", selection, Long.MAX_VALUE, limit)
                        .then(" order by o.id").limited(limit), NotificationsTable::seen);
        return outbox.chain(told -> !selection.hasParked() ? Uni.createFrom().item(told)
                : read(client, Statement.parked("p.id, p.org_id", selection, Long.MAX_VALUE)
                        .then(" order by p.id").limited(limit), NotificationsTable::seenParked)
                        .map(parked -> concat(told, parked)));
    }

    /** Those of these that are there, of the org or, with null, of any. */
    Uni<List<Seen>> seen(SqlClient client, List<NotificationId> ids, @Nullable Long orgId) {
        return client.preparedQuery(SEEN).execute(Tuple.of(numbers(ids, false), orgId))
                .map(rows -> all(rows, NotificationsTable::seen))
                .chain(told -> client.preparedQuery(SEEN_PARKED).execute(Tuple.of(numbers(ids, true), orgId))
                        .map(rows -> concat(told, all(rows, NotificationsTable::seenParked))));
    }

    /** Takes messages out of the table, in the order in which they were given up. */
    Uni<List<Taken>> take(SqlConnection transaction, List<Long> ids) {
        return ids.isEmpty() ? none()
                : transaction.preparedQuery(TAKE).execute(Tuple.of(ids.toArray(Long[]::new)))
                        .map(rows -> all(rows, NotificationsTable::taken).stream()
                                .sorted(Comparator.comparingLong(Taken::id)).toList());
    }

    /** Both are sorted already, each by its own ids: what was made later goes first. */
    static List<DeskNotification> newest(List<DeskNotification> one, List<DeskNotification> other, int limit) {
        List<DeskNotification> merged = new ArrayList<>();
        int left = 0;
        int right = 0;
        while (merged.size() < limit && (left < one.size() || right < other.size())) {
            boolean takesOne = right == other.size()
                    || left < one.size() && !one.get(left).createdAt().isBefore(other.get(right).createdAt());
            merged.add(takesOne ? one.get(left++) : other.get(right++));
        }
        return merged;
    }

    private static <T> Uni<List<T>> read(SqlClient client, Statement statement, Function<Row, T> row) {
        return client.preparedQuery(statement.sql()).execute(statement.parameters()).map(rows -> all(rows, row));
    }

    private static Uni<Long> count(SqlClient client, Statement statement) {
        return client.preparedQuery(statement.sql()).execute(statement.parameters())
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private static <T> List<T> all(RowSet<Row> rows, Function<Row, T> read) {
        List<T> all = new ArrayList<>(rows.size());
        rows.forEach(row -> all.add(read.apply(row)));
        return all;
    }

    private static <T> Uni<List<T>> none() {
        return Uni.createFrom().item(List.of());
    }

    private static <T> List<T> concat(List<T> one, List<T> other) {
        List<T> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    private static Long[] numbers(List<NotificationId> ids, boolean parked) {
        return ids.stream().filter(id -> id.parked() == parked).map(NotificationId::number).toArray(Long[]::new);
    }

    private static Seen seen(Row row) {
        return new Seen(new NotificationId(false, row.getLong("id")), row.getLong("org_id"), row.getString("state"));
    }

    private static Seen seenParked(Row row) {
        return new Seen(new NotificationId(true, row.getLong("id")), row.getLong("org_id"), NotificationState.PARKED.wire());
    }

    private static Taken taken(Row row) {
        return new Taken(row.getLong("id"), row.getLong("org_id"), row.getString("queue"), row.getString("message_id"),
                row.getString("kind"), row.getString("subject"), row.getString("properties"),
                row.getBuffer("body").getDelegate());
    }

    private static DeskNotification notification(Row row) {
        boolean back = row.getString("channel").equals("broker") && row.getString("address").isEmpty();
        NotificationState state = NotificationState.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
        return new DeskNotification(row.getLong("id"),
                NotificationChannel.valueOf(row.getString("channel").toUpperCase(Locale.ROOT)), messageId(row),
                row.getLong("org_id"), Objects.requireNonNullElse(row.getString("org"), ""),
                back ? row.getString("routing_key") : null, row.getString("address"), row.getString("routing_key"),
                row.getString("subject"), row.getString("kind"), state, row.getInteger("attempts"),
                time(row.getOffsetDateTime("created_at")), optionalTime(row.getOffsetDateTime("settled_at")),
                row.getString("last_error"),
                state == NotificationState.PENDING ? optionalTime(row.getOffsetDateTime("retry_at")) : null,
                row.getInteger("size"), row.getString("body"));
    }

    private static DeskNotification parked(Row row) {
        io.vertx.mutiny.core.buffer.Buffer body = row.getBuffer("body");
        LocalDateTime at = time(row.getOffsetDateTime("parked_at"));
        return new DeskNotification(row.getLong("id"), NotificationChannel.QUEUE, row.getString("message_id"),
                row.getLong("org_id"), Objects.requireNonNullElse(row.getString("org"), ""), row.getString("queue"), null, null,
                row.getString("subject"), row.getString("kind"), NotificationState.PARKED, row.getInteger("returns"), at, at,
                row.getString("reason"), null, row.getInteger("size"), body == null ? null : body.toString());
    }

    /** Of what goes back to a queue, the one that it had there, which need not be a UUID. */
    private static String messageId(Row row) {
        String properties = row.getString("properties");
        return properties != null && WireJson.object(properties).get("messageId") instanceof String id ? id
                : row.getUUID("message_id").toString();
    }

    private static LocalDateTime time(OffsetDateTime time) {
        return time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    }

    private static @Nullable LocalDateTime optionalTime(@Nullable OffsetDateTime time) {
        return time == null ? null : time(time);
    }
}
