package app.proca.notify.user;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import app.proca.notify.common.Times;
import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** Signs users in, with e-mail and password or with a token (spec/graphql.md, Who may). */
@ApplicationScoped
public class Accounts {

    private static final int COST = 12;
    private static final BCrypt.Verifyer VERIFYER = BCrypt.verifyer(BCrypt.Version.VERSION_2B,
            LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2B));
    /** Compared with when nobody has that address, so that the answer takes as long. */
    private static final String NOBODY = hash("nobody");

    private static final String BY_EMAIL = """
            select u.id, u.email::text as email, u.hashed_password, u.perms, s.org_id, s.perms as staffer
            from users u left join staffers s on s.user_id = u.id where u.email = $1::text::citext""";

    private static final String BY_TOKEN = """
            select t.id as token_id, t.inserted_at as used, u.id, u.email::text as email, u.hashed_password, u.perms, s.org_id,
            s.perms as staffer from users_tokens t join users u on u.id = t.user_id left join staffers s on s.user_id = u.id
            where t.token = $1 and t.context = 'api' and t.inserted_at > $2""";
    private static final String TOUCH = "update users_tokens set inserted_at = $2 where id = $1 and inserted_at < $2";
    /** A use is written down at most this often. */
    private static final Duration USE_KNOWN_TO = Duration.ofSeconds(5);

    private record Account(String hash, Optional<Viewer> viewer) {}

    private final Pool pool;
    private final ApiTokens tokens;
    private final Clock clock;

    Accounts(Pool pool, ApiTokens tokens, Clock clock) {
        this.pool = pool;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** bcrypt, as Proca stores it. Slow on purpose: never on the event loop. */
    public static String hash(String password) {
        return BCrypt.withDefaults().hashToString(COST, password.toCharArray());
    }

    /** Empty where the address or the password is wrong. */
    public Uni<Optional<Viewer>> signIn(String email, String password) {
        return pool.preparedQuery(BY_EMAIL).execute(Tuple.of(email))
                .map(Accounts::account)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(account -> matches(password, account.hash()) ? account.viewer() : Optional.empty());
    }

    /** Empty where nobody has that token, or it was not used for too long. A use prolongs its life. */
    public Uni<Optional<Viewer>> signIn(String apiToken) {
        return ApiTokens.stored(apiToken)
                .map(stored -> pool.preparedQuery(BY_TOKEN).execute(Tuple.of(Buffer.buffer(stored), tokens.oldest()))
                        .call(this::touch)
                        .map(rows -> account(rows).viewer()))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Void> touch(Iterable<Row> rows) {
        LocalDateTime now = Times.now(clock);
        for (Row row : rows) {
            return row.getLocalDateTime("used").isAfter(now.minus(USE_KNOWN_TO)) ? Uni.createFrom().voidItem()
                    : pool.preparedQuery(TOUCH).execute(Tuple.of(row.getLong("token_id"), now)).replaceWithVoid();
        }
        return Uni.createFrom().voidItem();
    }

    /** Of a longer password bcrypt looks at the first 72 bytes; so does Proca. */
    static boolean matches(String password, String hash) {
        return VERIFYER.verify(password.toCharArray(), hash).verified;
    }

    private static Account account(Iterable<Row> rows) {
        Map<Long, Integer> staffer = new HashMap<>();
        Row user = null;
        for (Row row : rows) {
            user = row;
            if (row.getLong("org_id") != null) {
                staffer.put(row.getLong("org_id"), row.getInteger("staffer"));
            }
        }
        return user == null
                ? new Account(NOBODY, Optional.empty())
                : new Account(user.getString("hashed_password"), Optional.of(
                        new Viewer(user.getLong("id"), user.getString("email"), user.getInteger("perms"), staffer)));
    }
}
