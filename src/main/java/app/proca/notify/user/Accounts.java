package app.proca.notify.user;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** Signs users in with e-mail and password (spec/graphql.md, Who may). */
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

    private record Account(String hash, Optional<Viewer> viewer) {
    }

    private final Pool pool;

    Accounts(Pool pool) {
        this.pool = pool;
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
