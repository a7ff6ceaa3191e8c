package app.proca.notify.user;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import app.proca.notify.common.Times;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** Signs users in, with e-mail and password or with a token (spec/graphql.md, Who may). */
@ApplicationScoped
public class Accounts {

    /** Compared with when nobody has that address, so that the answer takes as long. Of a password that nobody kept. */
    private static final String NOBODY = "$2a$12$z9lPKtwUOr7dHNeCr8mD9uUSTi1i4Dv4P5XpHwTc5ge54o6Y976pe";

    private static final String BY_EMAIL = """
            select u.id, u.email::text as email, u.hashed_password, u.perms, s.org_id, s.perms as staffer
            from users u left join staffers s on s.user_id = u.id where u.email = $1::text::citext""";

    private static final String BY_TOKEN = """
            select t.id as token_id, t.inserted_at as used, u.id, u.email::text as email, u.hashed_password, u.perms, s.org_id,
            s.perms as staffer from users_tokens t join users u on u.id = t.user_id left join staffers s on s.user_id = u.id
            where t.token = $1 and t.context = 'api' and t.inserted_at > $2""";
    private static final String BY_ID = """
            select u.id, u.email::text as email, u.perms, s.org_id, s.perms as staffer
            from users u left join staffers s on s.user_id = u.id where u.id = any($1) order by u.id""";
    private static final String TOUCH = "update users_tokens set inserted_at = $2 where id = $1 and inserted_at < $2";
    /** A use is written down at most this often. */
    private static final Duration USE_KNOWN_TO = Duration.ofSeconds(5);

    private record Account(String name, String hash, Optional<Viewer> viewer) {}

    private final Pool pool;
    private final Passwords passwords;
    private final ApiTokens tokens;
    private final Clock clock;
    private final Guesses guesses;

    Accounts(Pool pool, Passwords passwords, ApiTokens tokens, Clock clock, SignInSettings settings) {
        this.pool = pool;
        this.passwords = passwords;
        this.tokens = tokens;
        this.clock = clock;
        this.guesses = new Guesses(new Guesses.Limits(settings.wrongPasswordsPerAddress(), settings.wrongPasswordsPerUser(),
                settings.wrongPasswordsWithin()), "Too many wrong passwords: try again later");
    }

    /** bcrypt, as Proca stores it. Slow on purpose: never on the event loop. */
    public static String hash(String password) {
        return Passwords.hash(password);
    }

    /**
     * Empty where the e-mail or the password is wrong; fails with {@link Guesses#TOO_MANY} where passwords were guessed too often
     * for this user, there or not, or from this address. Who signed in lately with the same password is let in all the same.
     * The hash and the memberships are those of this moment.
     *
     * @param address that the request comes from
     */
    public Uni<Optional<Viewer>> signIn(String email, String password, String address) {
        return find(email)
                .chain(account -> passwords
                        .match(password, account.hash(), () -> guesses.begin(address, Optional.of(account.name())))
                        .map(right -> right ? account.viewer() : Optional.<Viewer>empty()));
    }

    /** The user of that e-mail, for whom somebody vouches whom we trust; empty where there is none. */
    public Uni<Optional<Viewer>> vouchedFor(String email) {
        return find(email).map(Account::viewer);
    }

    private Uni<Account> find(String email) {
        return pool.preparedQuery(BY_EMAIL).execute(Tuple.of(withoutNul(email))).map(rows -> account(rows, email));
    }

    /** PostgreSQL refuses a text with a NUL, which is in nobody's address either. */
    private static String withoutNul(String email) {
        return email.replace('\0', '\uFFFD');
    }

    /** Empty where nobody has that token, or it was not used for too long. A use prolongs its life. */
    public Uni<Optional<Viewer>> signIn(String apiToken) {
        return ApiTokens.stored(apiToken)
                .map(stored -> pool.preparedQuery(BY_TOKEN).execute(Tuple.of(Buffer.buffer(stored), tokens.oldest()))
                        .call(this::touch)
                        .map(rows -> account(rows, "").viewer()))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** What these users may do by now, by their ids; those who are gone are missing. */
    public Uni<Map<Long, Viewer>> viewers(Set<Long> ids) {
        return pool.preparedQuery(BY_ID).execute(Tuple.of(ids.toArray(Long[]::new)))
                .map(rows -> {
                    Map<Long, Map<Long, Integer>> staffers = new HashMap<>();
                    rows.forEach(row -> join(staffers.computeIfAbsent(row.getLong("id"), id -> new HashMap<>()), row));
                    Map<Long, Viewer> viewers = new HashMap<>();
                    rows.forEach(row -> viewers.computeIfAbsent(row.getLong("id"),
                            id -> viewer(row, staffers.getOrDefault(id, Map.of()))));
                    return viewers;
                });
    }

    private Uni<Void> touch(Iterable<Row> rows) {
        LocalDateTime now = Times.now(clock);
        for (Row row : rows) {
            return row.getLocalDateTime("used").isAfter(now.minus(USE_KNOWN_TO)) ? Uni.createFrom().voidItem()
                    : pool.preparedQuery(TOUCH).execute(Tuple.of(row.getLong("token_id"), now)).replaceWithVoid();
        }
        return Uni.createFrom().voidItem();
    }

    /** @param email as it was asked for: what counts guesses where nobody has it */
    private static Account account(Iterable<Row> rows, String email) {
        Map<Long, Integer> staffer = new HashMap<>();
        Row user = null;
        for (Row row : rows) {
            user = row;
            join(staffer, row);
        }
        return user == null
                ? new Account(shortened(email), NOBODY, Optional.empty())
                : new Account(shortened(user.getString("email")), user.getString("hashed_password"),
                        Optional.of(viewer(user, staffer)));
    }

    /** No user has a longer e-mail; what others send should not fill the memory. */
    private static String shortened(String email) {
        return email.substring(0, Math.min(UserRules.LONGEST_EMAIL, email.length())).toLowerCase(Locale.ROOT);
    }

    private static void join(Map<Long, Integer> staffer, Row row) {
        if (row.getLong("org_id") != null) {
            staffer.put(row.getLong("org_id"), row.getInteger("staffer"));
        }
    }

    private static Viewer viewer(Row user, Map<Long, Integer> staffer) {
        return new Viewer(user.getLong("id"), user.getString("email"), user.getInteger("perms"), staffer);
    }
}
