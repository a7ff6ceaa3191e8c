package app.proca.notify.queue.reconcile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import app.proca.notify.queue.topology.OrgQueues;
import app.proca.notify.queue.topology.OrgQueues.DeliveryBackend;
import app.proca.notify.queue.topology.Topology;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Reads the settings that queues and workers follow from. */
@Singleton
public class OrgQueuesTable {

    // Arbitrary but fixed: all instances of all versions must agree. Next to the outbox's own.
    private static final int DECLARE_LOCK = 0x70726f66;

    // The transaction waits for the broker's answers, one limit for each step that is answered.
    private static final String LOCK =
            "select pg_advisory_xact_lock($1, $2), set_config('idle_in_transaction_session_timeout', '5min', true)";

    private static final String SETTINGS = """
            select o.id, o.email_backend_id is not null as email,
              o.supporter_confirm or exists (select from campaigns c where c.org_id = o.id and c.supporter_confirm) as confirm,
              o.custom_supporter_confirm, o.custom_action_confirm, o.custom_action_deliver, o.custom_event_deliver,
              push.name as push, event.name as event,
              hashtextextended((mail.name, mail.host, mail."user", mail.password, mail.path, mail.sending_from, o.email_from)::text, 0)
                as mail_print,
              hashtextextended((push.id, push.host, push."user", push.password, push.path, push.updated_at)::text, 0) as push_print,
              hashtextextended((event.id, event.host, event."user", event.password, event.path, event.updated_at)::text, 0) as event_print,
              coalesce(pipes.stopped, false) as stopped, coalesce(pipes.restarts, 0) as restarts,
              array(select p.worker from notify.paused_workers p where p.org_id = o.id) as paused
            from orgs o left join services push on push.id = o.push_backend_id left join services event on event.id = o.event_backend_id
              left join services mail on mail.id = o.email_backend_id left join notify.pipes on pipes.org_id = o.id""";

    private static final String OF_ONE = SETTINGS + " where o.id = $1";

    private final Pool pool;

    OrgQueuesTable(Pool pool) {
        this.pool = pool;
    }

    /** The newest settings, which nobody else declares meanwhile, on any instance; empty where the org is gone. */
    <T> Uni<T> alone(long orgId, Function<Optional<OrgQueues>, Uni<? extends T>> declare) {
        return pool.withTransaction(transaction -> lock(transaction, orgId)
                .chain(() -> read(transaction, orgId))
                .chain(declare));
    }

    /** What an org's workers follow from; empty where the org is gone. */
    public Uni<List<OrgProcessing>> one(long orgId) {
        return pool.preparedQuery(OF_ONE).execute(Tuple.of(orgId)).map(OrgQueuesTable::processing);
    }

    /** What the workers of all orgs follow from, in one query. */
    public Uni<List<OrgProcessing>> all() {
        return pool.preparedQuery(SETTINGS).execute().map(OrgQueuesTable::processing);
    }

    /** The ids of all orgs. */
    Uni<List<Long>> ids() {
        return pool.query("select id from orgs order by id").execute().map(rows -> {
            List<Long> ids = new ArrayList<>(rows.size());
            rows.forEach(row -> ids.add(row.getLong(0)));
            return ids;
        });
    }

    private static Uni<Void> lock(SqlConnection transaction, long orgId) {
        return transaction.preparedQuery(LOCK).execute(Tuple.of(DECLARE_LOCK, Math.toIntExact(orgId))).replaceWithVoid();
    }

    private static Uni<Optional<OrgQueues>> read(SqlConnection transaction, long orgId) {
        return transaction.preparedQuery(OF_ONE).execute(Tuple.of(orgId))
                .map(rows -> rows.rowCount() == 0 ? Optional.empty() : Optional.of(settings(rows.iterator().next())));
    }

    private static List<OrgProcessing> processing(RowSet<Row> rows) {
        List<OrgProcessing> orgs = new ArrayList<>(rows.rowCount());
        rows.forEach(row -> orgs.add(new OrgProcessing(settings(row), fingerprints(row), row.getBoolean("stopped"),
                Set.of(row.getArrayOfStrings("paused")))));
        return orgs;
    }

    private static Map<String, String> fingerprints(Row row) {
        Map<String, String> fingerprints = new HashMap<>();
        fingerprints.put(Topology.EMAIL, row.getLong("mail_print").toString());
        for (String role : List.of("push", "event")) {
            backend(row.getString(role)).ifPresent(backend -> fingerprints.merge(backend.work(),
                    role + row.getLong(role + "_print"), String::concat));
        }
        fingerprints.replaceAll((work, print) -> print + '/' + row.getInteger("restarts"));
        return fingerprints;
    }

    private static OrgQueues settings(Row row) {
        return new OrgQueues(row.getLong("id"), row.getBoolean("email"), row.getBoolean("confirm"),
                row.getBoolean("custom_supporter_confirm"), row.getBoolean("custom_action_confirm"),
                row.getBoolean("custom_action_deliver"), row.getBoolean("custom_event_deliver"), backend(row.getString("push")),
                backend(row.getString("event")));
    }

    private static Optional<DeliveryBackend> backend(@Nullable String service) {
        return List.of(DeliveryBackend.values()).stream()
                .filter(backend -> backend.work().equals(service)).findFirst();
    }
}
