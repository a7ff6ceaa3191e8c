package app.proca.notify.processing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import app.proca.notify.change.UnitOfWork;
import app.proca.notify.change.UnitsOfWork;
import app.proca.notify.common.OwnContext;
import app.proca.notify.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;

/**
 * Takes up actions that nobody processes: a Proca that worked on this database had them in its memory when it was stopped
 * (docs/adopting.md). Those that a notification is about, waiting or parked, are in good hands. One instance looks at a time.
 */
@ApplicationScoped
class Leftovers {

    private static final Logger LOG = Logger.getLogger(Leftovers.class);
    private static final int MOST_AT_ONCE = 500;
    private static final int LOOKS = 3;
    private static final Duration MOST_OFTEN = Duration.ofSeconds(1);
    // Namespace of advisory locks, arbitrary but fixed: all instances of all versions must agree.
    private static final int LOCK = 0x70726f68;

    private static final String ALONE = "select pg_try_advisory_xact_lock(%d, 0)".formatted(LOCK);

    /**
     * By the index that Proca has for it, over open actions. Not the time of the action alone: one that waited for its
     * supporter for days may have been let go on this very second.
     */
    private static final String LEFT = """
            select s.id, (array_agg(p.org_id order by a.id))[1], array_agg(a.id)
            from actions a join supporters s on s.id = a.supporter_id join action_pages p on p.id = a.action_page_id
            where a.processing_status in (0, 3)
              and (a.processing_status = 0 and s.processing_status in (0, 3) or s.processing_status = 3)
              and greatest(a.inserted_at, a.updated_at, s.updated_at) <= (now() at time zone 'utc') - $1::text::interval
              and not exists (select from notify.outbox o where o.subject = 'supporter:' || s.id and o.subject like 'supporter:%'
                and o.channel = 'processing' and o.state in ('pending', 'parked')
                and (o.body = s.id::text or a.id::text = any((string_to_array(o.body, ' '))[2:])))
            group by s.id order by s.id limit $2""";

    private final UnitsOfWork units;
    private final Outbox outbox;
    private final Vertx vertx;
    private final Duration leftAfter;
    private Cancellable looking = () -> {};

    Leftovers(UnitsOfWork units, Outbox outbox, Vertx vertx, ProcessingSettings settings) {
        this.units = units;
        this.outbox = outbox;
        this.vertx = vertx;
        this.leftAfter = settings.leftAfter();
    }

    void start(@Observes StartupEvent started) {
        if (leftAfter.isZero() || leftAfter.isNegative()) {
            return;
        }
        Duration apart = leftAfter.dividedBy(LOOKS);
        looking = Multi.createFrom().ticks().every(apart.compareTo(MOST_OFTEN) < 0 ? MOST_OFTEN : apart).onOverflow().drop()
                .onItem().transformToUniAndConcatenate(tick -> takeUp(leftAfter)
                        .onFailure().invoke(failure -> LOG.warnf("Actions that nobody processes could not be looked for: %s",
                                failure.getClass().getName()))
                        .onFailure().recoverWithItem(0L))
                .subscribe().with(taken -> {},
                        failure -> LOG.error("Actions that nobody processes are no longer taken up: restart the service",
                                failure));
    }

    void stop(@Observes ShutdownEvent stopping) {
        looking.cancel();
    }

    /** Until none is left that is open for so long; answers how many people's actions are processed now. */
    Uni<Long> takeUp(Duration openFor) {
        return Multi.createBy().repeating()
                .uni(() -> OwnContext.run(vertx, () -> Panache.withTransaction(() -> batch(openFor))))
                .whilst(taken -> taken >= MOST_AT_ONCE)
                .collect().with(Collectors.summingLong(Integer::longValue))
                .invoke(taken -> {
                    if (taken > 0) {
                        LOG.infof("Took up what %d supporters did: nobody had processed it for %s", taken, openFor);
                    }
                });
    }

    private Uni<Integer> batch(Duration openFor) {
        UnitOfWork unit = units.current();
        return select(unit, ALONE).chain(alone -> Boolean.TRUE.equals(alone.get(0)[0])
                ? select(unit, LEFT, openFor.toString(), MOST_AT_ONCE).invoke(left -> left.forEach(row -> process(unit, row)))
                        .map(List::size)
                : Uni.createFrom().item(0));
    }

    private void process(UnitOfWork unit, Object[] row) {
        Mandate mandate = new Mandate((Long) row[0], Set.copyOf(Arrays.asList((Long[]) row[2])));
        outbox.tellOne(unit, WaitingActions.KIND, "supporter:" + mandate.supporter(),
                () -> WaitingActions.notification((Long) row[1], mandate));
    }

    private static Uni<List<Object[]>> select(UnitOfWork unit, String sql, Object... parameters) {
        return Uni.createFrom().completionStage(() -> unit.connection().select(sql, parameters)).map(result -> {
            List<Object[]> rows = new ArrayList<>(result.size());
            result.forEachRemaining(rows::add);
            return rows;
        });
    }
}
