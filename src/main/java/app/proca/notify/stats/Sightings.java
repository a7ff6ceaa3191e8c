package app.proca.notify.stats;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import app.proca.notify.action.Action;
import app.proca.notify.change.Created;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * When and where pages were last seen active. A page's row would be what all actions on it wait for, were it written in
 * their transactions: it is written after them, a few times a second at most, and before this instance reads it.
 */
@ApplicationScoped
public class Sightings {

    private static final Logger LOG = Logger.getLogger(Sightings.class);

    /** Sorted, so that two instances do not wait for each other in a circle. A source that says nothing of a place is none. */
    private static final String WRITE = """
            insert into notify.page_sightings as known (page_id, seen_at, source_id)
            select n.page_id, n.seen_at, s.id
            from unnest($1::bigint[], $2::timestamp[], $3::bigint[]) as n (page_id, seen_at, source_id)
            left join sources s on s.id = n.source_id and s.location <> '' order by n.page_id
            on conflict (page_id) do update set seen_at = greatest(known.seen_at, excluded.seen_at),
              source_id = coalesce(excluded.source_id, known.source_id)
            """;

    static final String READ = """
            select p.page_id, p.seen_at, s.location from notify.page_sightings p left join sources s on s.id = p.source_id
            where p.page_id = any($1)
            """;

    /** What an instance that was killed had not written yet is among the newest actions. */
    private static final String CATCH_UP = """
            insert into notify.page_sightings as known (page_id, seen_at, source_id)
            select a.action_page_id, max(a.inserted_at), (array_agg(s.id order by a.id desc) filter (where s.location <> ''))[1]
            from actions a left join sources s on s.id = a.source_id
            where a.id > (select max(id) from actions) - 10000 group by a.action_page_id order by a.action_page_id
            on conflict (page_id) do update set seen_at = greatest(known.seen_at, excluded.seen_at),
              source_id = coalesce(excluded.source_id, known.source_id)
            """;

    private final Pool pool;
    private final Vertx vertx;
    private final long delay;
    private final ConcurrentMap<Long, Glimpse> unwritten = new ConcurrentHashMap<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /** What an action shows of its page. */
    private record Glimpse(LocalDateTime seenAt, @Nullable Long sourceId) {

        Glimpse after(Glimpse earlier) {
            return new Glimpse(seenAt.isBefore(earlier.seenAt) ? earlier.seenAt : seenAt,
                    sourceId == null ? earlier.sourceId : sourceId);
        }
    }

    Sightings(Pool pool, Vertx vertx, StatsSettings settings) {
        this.pool = pool;
        this.vertx = vertx;
        this.delay = Math.max(1, settings.sightings().toMillis());
    }

    void rememberPage(@Observes Created<Action> created) {
        Action action = created.entity();
        Glimpse glimpse = new Glimpse(action.insertedAt, action.sourceId);
        created.unit().afterCommit(() -> remember(action.actionPageId, glimpse));
    }

    void catchUp(@Observes StartupEvent started) {
        pool.query(CATCH_UP).execute().subscribe().with(done -> LOG.debug("The newest actions were looked at"),
                failure -> LOG.warnf("Pages on which the newest actions came may seem to be without them: %s",
                        failure.getClass().getName()));
    }

    /** By page; those on which nobody ever acted are not in it. */
    public Uni<Map<Long, Sighting>> of(Collection<Long> pageIds) {
        return write()
                .chain(() -> pool.preparedQuery(READ).execute(Tuple.of(pageIds.stream().distinct().toArray(Long[]::new))))
                .map(Sightings::sightings);
    }

    private void remember(long pageId, Glimpse glimpse) {
        var unused = unwritten.merge(pageId, glimpse, (earlier, later) -> later.after(earlier));
        writeLater();
    }

    private void writeLater() {
        if (scheduled.compareAndSet(false, true)) {
            var unused = vertx.setTimer(delay, due -> {
                scheduled.set(false);
                write().subscribe().with(done -> LOG.trace("Sightings are written"), this::tryAgain);
            });
        }
    }

    private void tryAgain(Throwable failure) {
        LOG.debugf("Sightings of pages could not be written and are tried again: %s", failure.getClass().getName());
        writeLater();
    }

    /** Writing the same twice is harmless: what came meanwhile stays for the next time. */
    private Uni<Void> write() {
        return Uni.createFrom().deferred(() -> {
            Map<Long, Glimpse> written = new HashMap<>(unwritten);
            return written.isEmpty() ? Uni.createFrom().voidItem()
                    : pool.preparedQuery(WRITE).execute(columns(written))
                            .invoke(() -> written.forEach(unwritten::remove))
                            .replaceWithVoid();
        });
    }

    private static Tuple columns(Map<Long, Glimpse> sightings) {
        List<Map.Entry<Long, Glimpse>> rows = new ArrayList<>(sightings.entrySet());
        return Tuple.of(rows.stream().map(Map.Entry::getKey).toArray(Long[]::new),
                rows.stream().map(row -> row.getValue().seenAt).toArray(LocalDateTime[]::new),
                rows.stream().map(row -> row.getValue().sourceId).toArray(Long[]::new));
    }

    private static Map<Long, Sighting> sightings(RowSet<Row> rows) {
        Map<Long, Sighting> sightings = new HashMap<>();
        rows.forEach(row -> sightings.put(row.getLong("page_id"),
                new Sighting(Objects.requireNonNull(row.getLocalDateTime("seen_at")), row.getString("location"))));
        return sightings;
    }
}
