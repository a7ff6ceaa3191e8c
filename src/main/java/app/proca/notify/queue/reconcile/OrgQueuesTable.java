package app.proca.notify.queue.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import app.proca.notify.queue.topology.OrgQueues;
import app.proca.notify.queue.topology.OrgQueues.DeliveryBackend;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** Reads the settings that queues follow from, for one org or for all in one query. */
@Singleton
class OrgQueuesTable {

    private static final String SETTINGS = """
            select o.id, o.email_backend_id is not null as email,
              o.supporter_confirm or exists (select from campaigns c where c.org_id = o.id and c.supporter_confirm) as confirm,
              o.custom_supporter_confirm, o.custom_action_confirm, o.custom_action_deliver, o.custom_event_deliver,
              push.name as push, event.name as event
            from orgs o left join services push on push.id = o.push_backend_id left join services event on event.id = o.event_backend_id
            where $1::bigint is null or o.id = $1 order by o.id""";

    private final Pool pool;

    OrgQueuesTable(Pool pool) {
        this.pool = pool;
    }

    /** Empty where the org was deleted meanwhile. */
    Uni<Optional<OrgQueues>> of(long orgId) {
        return read(orgId).map(found -> found.stream().findFirst());
    }

    Uni<List<OrgQueues>> all() {
        return read(null);
    }

    private Uni<List<OrgQueues>> read(@Nullable Long orgId) {
        return pool.preparedQuery(SETTINGS).execute(Tuple.of(orgId)).map(rows -> {
            List<OrgQueues> settings = new ArrayList<>(rows.size());
            rows.forEach(row -> settings.add(settings(row)));
            return settings;
        });
    }

    private static OrgQueues settings(Row row) {
        return new OrgQueues(row.getLong("id"), row.getBoolean("email"), row.getBoolean("confirm"),
                row.getBoolean("custom_supporter_confirm"), row.getBoolean("custom_action_confirm"),
                row.getBoolean("custom_action_deliver"), row.getBoolean("custom_event_deliver"), backend(row.getString("push")),
                backend(row.getString("event")));
    }

    private static Optional<DeliveryBackend> backend(@Nullable String service) {
        return List.of(DeliveryBackend.values()).stream()
                .filter(backend -> backend.name().toLowerCase(Locale.ROOT).equals(service)).findFirst();
    }
}
