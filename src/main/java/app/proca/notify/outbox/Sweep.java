package app.proca.notify.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;

/** Deletes delivered and logged notifications that are older than {@code proca.outbox.keep}, in small transactions. */
@ApplicationScoped
class Sweep {

    private static final Logger LOG = Logger.getLogger(Sweep.class);

    private final Pool pool;
    private final OutboxTable table;
    private final OutboxSettings settings;
    private Cancellable sweeping = () -> {};

    Sweep(Pool pool, OutboxTable table, OutboxSettings settings) {
        this.pool = pool;
        this.table = table;
        this.settings = settings;
    }

    void start(@Observes StartupEvent started) {
        sweeping = Multi.createFrom().ticks().every(settings.sweep()).onOverflow().drop()
                .onItem().transformToUniAndConcatenate(tick -> sweep())
                .subscribe()
                .with(swept -> {}, failure -> LOG.error("Old notifications are no longer deleted: restart the service", failure));
    }

    void stop(@Observes ShutdownEvent stopping) {
        sweeping.cancel();
    }

    /** Until nothing old is left; answers how many rows went. */
    Uni<Long> sweep() {
        return Multi.createBy().repeating().uni(this::batch).whilst(deleted -> deleted >= settings.sweepBatch())
                .collect().with(java.util.stream.Collectors.summingLong(Integer::longValue))
                .onFailure().invoke(failure -> LOG.warnf("Old notifications could not be deleted: %s", failure.toString()))
                .onFailure().recoverWithItem(0L);
    }

    private Uni<Integer> batch() {
        return pool.withTransaction(transaction -> table.sweep(transaction, settings.keep().toString(), settings.sweepBatch()));
    }
}
