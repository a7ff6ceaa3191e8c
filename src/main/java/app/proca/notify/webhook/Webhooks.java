package app.proca.notify.webhook;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** Knows the webhooks of orgs. Asked anew for each message: a changed service, or a new secret, counts for the next one. */
@Singleton
class Webhooks {

    private static final String WEBHOOK = """
            select s.id, s.host, s.path, s."user" as login, s.password, s.updated_at, d.reason as gone,
              not exists (select from services other where other.name = s.name and other.id <> s.id
                and other.id in (o.push_backend_id, o.event_backend_id)) as alone,
              array(select w.secret from notify.webhook_secret w
                where w.service_id = s.id and (w.expires_at is null or w.expires_at > $3) order by w.id desc) as secrets
            from orgs o join services s on s.name = 'webhook' and %s
              left join notify.webhook_disabled d on d.service_id = s.id
            where o.id = $1""";

    private static final String OF_ORG =
            WEBHOOK.formatted("s.id = case when $2 then o.event_backend_id else o.push_backend_id end");

    private static final String BY_ID = WEBHOOK.formatted("s.org_id = o.id and s.id = $2");

    private static final String DISABLE = """
            insert into notify.webhook_disabled (service_id, reason, disabled_at)
            select id, $2, $3 from services
            where id = $1 and updated_at = $4 and host = $5 and path is not distinct from $6
            on conflict (service_id) do nothing""";

    private final Pool pool;
    private final Clock clock;

    Webhooks(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * Who takes the org's events, or else its actions; empty where no webhook does.
     */
    Uni<Optional<Webhook>> of(long orgId, boolean events) {
        return find(OF_ORG, Tuple.of(orgId, events, clock.instant().atOffset(ZoneOffset.UTC)));
    }

    /** One of the org's, whatever it is for. */
    Uni<Optional<Webhook>> byId(long orgId, long serviceId) {
        return find(BY_ID, Tuple.of(orgId, serviceId, clock.instant().atOffset(ZoneOffset.UTC)));
    }

    private Uni<Optional<Webhook>> find(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters)
                .map(rows -> rows.rowCount() == 0 ? Optional.empty() : Optional.of(webhook(rows.iterator().next())));
    }

    /**
     * It is not called again until its service is updated. Changes nothing where that happened since it was read: the times
     * of services are whole seconds, so that its URL counts, too.
     *
     * @return true where it is disabled by this
     */
    Uni<Boolean> disable(Webhook webhook, String reason) {
        return pool.preparedQuery(DISABLE)
                .execute(Tuple.of(webhook.serviceId(), reason, clock.instant().atOffset(ZoneOffset.UTC), webhook.updatedAt(),
                        webhook.host(), webhook.path()))
                .map(done -> done.rowCount() > 0);
    }

    private static Webhook webhook(Row row) {
        return new Webhook(row.getLong("id"), row.getString("host"), row.getString("path"), row.getString("login"),
                row.getString("password"), List.of(row.getArrayOfStrings("secrets")), row.getString("gone"),
                row.getBoolean("alone"), row.getLocalDateTime("updated_at"));
    }
}
