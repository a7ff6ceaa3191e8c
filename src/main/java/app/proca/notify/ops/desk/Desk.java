package app.proca.notify.ops.desk;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault;
import app.proca.notify.common.WireJson;
import app.proca.notify.database.Deadlock;
import app.proca.notify.ops.desk.NotificationsTable.Seen;
import app.proca.notify.ops.desk.NotificationsTable.Taken;
import app.proca.notify.outbox.Movements;
import app.proca.notify.outbox.Redelivery;
import app.proca.notify.outbox.ReturnedMessage;
import app.proca.notify.user.Viewer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** What operators look at, and have delivered once more. Whether they may has been seen to by the caller. */
@ApplicationScoped
class Desk {

    private static final Logger LOG = Logger.getLogger(Desk.class);
    private static final String REPLAY = "replay";
    /** A number, not a reason to read on. */
    private static final int MOST_COUNTED = 100_000;
    /** One transaction, whose locks others may wait for. */
    static final int MOST_REPLAYED = 10_000;

    private final Pool pool;
    private final NotificationsTable table;
    private final Audit audit;
    private final Redelivery redelivery;
    private final Movements movements;

    /** What came of a replay. */
    record Replayed(int count, int withheld, Audit.Entry entry) {}

    private record Done(Replayed replayed, List<Integer> shards, Map<Long, Long> byOrg) {}

    Desk(Pool pool, NotificationsTable table, Audit audit, Redelivery redelivery, Movements movements) {
        this.pool = pool;
        this.table = table;
        this.audit = audit;
        this.redelivery = redelivery;
        this.movements = movements;
    }

    /** The newest first. */
    Uni<List<DeskNotification>> list(Selection selection, Position after, int limit) {
        return table.list(pool, selection, after, limit);
    }

    /** Of the org or, with null, of any. */
    Uni<Optional<DeskNotification>> find(NotificationId id, @Nullable Long orgId) {
        return table.find(pool, id, orgId);
    }

    Uni<Integer> count(Selection selection) {
        return table.count(pool, selection, MOST_COUNTED).map(count -> (int) Math.min(count, MOST_COUNTED));
    }

    /** @param count how many the operator saw: with another number nothing is done */
    Uni<Replayed> replay(Viewer operator, Selection selection, int count) {
        return replay(operator, selection.orgId(), WireJson.write(selection.told()), transaction -> table
                .seen(transaction, selection, MOST_REPLAYED + 1).invoke(found -> requireCount(found.size(), count)));
    }

    /** @param orgId whose they are; null: any org's */
    Uni<Replayed> replay(Viewer operator, List<NotificationId> ids, @Nullable Long orgId, int count) {
        List<NotificationId> wanted = ids.stream().distinct().toList();
        String what = WireJson.write(Map.of("ids", wanted.stream().map(NotificationId::toString).toList()));
        return replay(operator, orgId, what, transaction -> {
            requireCount(wanted.size(), count);
            return table.seen(transaction, wanted, orgId).invoke(found -> requireAll(wanted, found));
        });
    }

    private interface Look {
        Uni<List<Seen>> in(SqlConnection transaction);
    }

    private Uni<Replayed> replay(Viewer operator, @Nullable Long orgId, String what, Look look) {
        return pool.withTransaction(transaction -> look.in(transaction)
                .chain(seen -> deliverAgain(transaction, seen)
                        .chain(shards -> done(transaction, operator, orgId, what, seen, shards))))
                // a relay may settle, in another order, what is looked at here
                .onFailure(Deadlock::explains).retry().atMost(1)
                .invoke(this::begin)
                .map(Done::replayed);
    }

    /** Rows first, then the lock of the orgs. */
    private Uni<List<Integer>> deliverAgain(SqlConnection transaction, List<Seen> seen) {
        List<Seen> told = seen.stream().filter(one -> !one.id().parked()).toList();
        List<Long> parked = seen.stream().map(Seen::id).filter(NotificationId::parked).map(NotificationId::number).toList();
        return redelivery.again(transaction, told.stream().map(one -> one.id().number()).toList(),
                told.stream().map(Seen::state).toList())
                .chain(again -> table.take(transaction, parked)
                        .map(taken -> taken.stream().map(Desk::returned).toList())
                        .chain(messages -> redelivery.giveBack(transaction, messages))
                        .map(back -> {
                            List<Integer> shards = new ArrayList<>(again);
                            shards.addAll(back);
                            return shards;
                        }));
    }

    private Uni<Done> done(SqlConnection transaction, Viewer operator, @Nullable Long orgId, String what, List<Seen> seen,
            List<Integer> shards) {
        return audit.write(transaction, operator, orgId, REPLAY, what, shards.size())
                .map(entry -> new Done(new Replayed(shards.size(), seen.size() - shards.size(), entry), shards,
                        seen.stream().collect(Collectors.groupingBy(Seen::orgId, TreeMap::new, Collectors.counting()))));
    }

    private void begin(Done done) {
        redelivery.begin(done.shards());
        done.byOrg().forEach((org, count) -> movements.replayed(org, Math.toIntExact(count)));
        LOG.infof("%d notifications are delivered once more: entry %d of the audit", done.replayed().count(),
                done.replayed().entry().id());
    }

    private static ReturnedMessage returned(Taken taken) {
        Map<String, Object> properties = new TreeMap<>(WireJson.object(taken.properties()));
        if (taken.messageId() != null) {
            properties.put("messageId", taken.messageId());
        }
        return new ReturnedMessage(uuid(taken.messageId()), taken.orgId(),
                taken.subject() == null ? "queue:" + taken.queue() : taken.subject(),
                taken.kind() == null ? "returned" : taken.kind(), taken.queue(), text(taken.id(), taken.body()),
                WireJson.write(properties));
    }

    /** The column of the outbox takes UUIDs only; whatever the id was, it goes along in the properties. */
    private static UUID uuid(@Nullable String messageId) {
        if (messageId == null) {
            return UUID.randomUUID();
        }
        try {
            return UUID.fromString(messageId);
        } catch (IllegalArgumentException another) {
            return UUID.nameUUIDFromBytes(messageId.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String text(long id, Buffer body) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.getBytes())).toString();
            if (text.indexOf('\0') < 0) {
                return text;
            }
        } catch (CharacterCodingException notText) {
            // told below
        }
        throw notReplayable(new NotificationId(true, id), "its body is no text");
    }

    private static void requireCount(int found, int count) {
        if (found > MOST_REPLAYED) {
            throw ClientFault.badArgument("More than " + MOST_REPLAYED
                    + " match, which is too many for one replay: select a shorter time, with from and to");
        }
        if (found != count) {
            throw ClientFault.coded("count_differs", found + " match now, not " + count + ": nothing was done. Count again",
                    Map.of("count", found));
        }
    }

    private static void requireAll(List<NotificationId> wanted, List<Seen> found) {
        found.stream().filter(seen -> seen.state().equals("logged")).findFirst().ifPresent(seen -> {
            throw notReplayable(seen.id(), "subscribers and instances read it in the live log, each in order");
        });
        Set<NotificationId> known = found.stream().map(Seen::id).collect(Collectors.toSet());
        wanted.stream().filter(id -> !known.contains(id)).findFirst().ifPresent(id -> {
            throw ClientFault.notFound("There is no notification " + id);
        });
    }

    private static ClientFault notReplayable(NotificationId id, String why) {
        return ClientFault.coded("not_replayable", "Notification " + id + " cannot be delivered once more: " + why);
    }
}
