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

    private static final String OF_ORG = """
            select s.id, s.host, s.path, s."user" as login, s.password, d.reason as gone,
              not exists (select from services other where other.name = s.name and other.id <> s.id
                and other.id in (o.push_backend_id, o.event_backend_id)) as alone,
              array(select w.secret from notify.webhook_secret w
                where w.service_id = s.id and (w.expires_at is null or w.expires_at > $3) order by w.id desc) as secrets
            from orgs o join services s on s.id = case when $2 then o.event_backend_id else o.push_backend_id end
              left join notify.webhook_disabled d on d.service_id = s.id
            where o.id = $1 and s.name = 'webhook'""";

    private static final String DISABLE = """
            insert into notify.webhook_disabled (service_id, reason, disabled_at) values ($1, $2, $3)
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
        return pool.preparedQuery(OF_ORG).execute(Tuple.of(orgId, events, clock.instant().atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount() == 0 ? Optional.empty() : Optional.of(webhook(rows.iterator().next())));
    }

    /** It is not called again until its service is updated. */
    Uni<Void> disable(long serviceId, String reason) {
        return pool.preparedQuery(DISABLE)
                .execute(Tuple.of(serviceId, reason, clock.instant().atOffset(ZoneOffset.UTC))).replaceWithVoid();
    }

    private static Webhook webhook(Row row) {
        return new Webhook(row.getLong("id"), row.getString("host"), row.getString("path"), row.getString("login"),
                row.getString("password"), List.of(row.getArrayOfStrings("secrets")), row.getString("gone"),
                row.getBoolean("alone"));
    }
}
