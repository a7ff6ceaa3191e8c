package app.proca.notify.webhook;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import app.proca.notify.database.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** What an org can say and see of its webhooks beyond the services themselves. */
@ApplicationScoped
public class WebhookServices {

    /** As Standard Webhooks writes secrets. */
    private static final String PREFIX = "whsec_";
    private static final int SECRET_BYTES = 32;

    private static final String ROTATE = """
            with retired as (update notify.webhook_secret set expires_at = $3 where service_id = $1 and expires_at is null),
              forgotten as (delete from notify.webhook_secret where service_id = $1 and expires_at <= $4)
            insert into notify.webhook_secret (service_id, secret) values ($1, $2)""";

    private static final String STATES = """
            select s.id, exists (select from notify.webhook_secret w where w.service_id = s.id) as signed, d.disabled_at, d.reason
            from unnest($1::bigint[]) as s (id) left join notify.webhook_disabled d on d.service_id = s.id""";

    /**
     * How a webhook stands.
     *
     * @param disabledAt since when it is called no more, because it said that it is gone; null while it is called
     */
    public record State(boolean signed, @Nullable Instant disabledAt, @Nullable String disabledReason) {}

    /**
     * A secret that was just made.
     *
     * @param text shown to whoever asked for it, and to nobody after
     * @param previousValidUntil until then the one before, where there is one, signs too
     */
    public record NewSecret(String text, Instant previousValidUntil) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "NewSecret[]";
        }
    }

    private final Pool pool;
    private final Clock clock;
    private final WebhookSettings settings;
    private final SecureRandom random = new SecureRandom();

    WebhookServices(Pool pool, Clock clock, WebhookSettings settings) {
        this.pool = pool;
        this.clock = clock;
        this.settings = settings;
    }

    /** Signs with a new secret from now on, and for a while with the one before. In a transaction of its own. */
    public Uni<NewSecret> newSecret(long serviceId) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getEncoder().encodeToString(bytes);
        Instant now = clock.instant();
        Instant until = now.plus(settings.secretGrace());
        return pool.preparedQuery(ROTATE)
                .execute(Tuple.of(serviceId, secret, until.atOffset(ZoneOffset.UTC), now.atOffset(ZoneOffset.UTC)))
                .replaceWith(new NewSecret(PREFIX + secret, until));
    }

    /** Calls it again, where it said that it is gone. Runs in the caller's transaction. */
    public Uni<Void> enable(long serviceId) {
        return Rows.deleteAll("delete from notify.webhook_disabled where service_id = :id", serviceId);
    }

    /** By service. */
    public Uni<Map<Long, State>> states(List<Long> serviceIds) {
        return pool.preparedQuery(STATES).execute(Tuple.of(serviceIds.toArray(Long[]::new)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .collect(Collectors.toMap(row -> row.getLong("id"), WebhookServices::state)));
    }

    private static State state(Row row) {
        return new State(row.getBoolean("signed"),
                row.getOffsetDateTime("disabled_at") == null ? null : row.getOffsetDateTime("disabled_at").toInstant(),
                row.getString("reason"));
    }
}
