package app.proca.notify.ops.desk;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault;
import app.proca.notify.live.LiveSettings;
import app.proca.notify.outbox.Movement;
import app.proca.notify.outbox.Movements;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureFailure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** Live news of notifications for any number of watchers, each with a buffer of its own. */
@ApplicationScoped
class DeskNews {

    private final Movements movements;
    private final LiveSettings settings;
    private final Pool pool;

    DeskNews(Movements movements, LiveSettings settings, Pool pool) {
        this.movements = movements;
        this.settings = settings;
        this.pool = pool;
    }

    /** From now on; of all orgs with null. Ends with {@code too_slow} when the watcher falls behind by more than the buffer. */
    Multi<Movement> of(@Nullable Long orgId) {
        return movements.watch().select().where(movement -> orgId == null || orgId == movement.orgId())
                .onOverflow().buffer(settings.buffer())
                .onFailure(BackPressureFailure.class).transform(overflow -> ClientFault.coded("too_slow",
                        "The subscriber is too slow: read the notifications anew and subscribe again"));
    }

    /** Empty where the org is gone. */
    Uni<String> nameOf(long orgId) {
        return pool.preparedQuery("select name::text from public.orgs where id = $1").execute(Tuple.of(orgId))
                .map(rows -> rows.rowCount() == 0 ? "" : rows.iterator().next().getString(0));
    }
}
