package app.proca.notify.testing;

import java.util.UUID;
import java.util.function.Supplier;

import app.proca.notify.org.Org;
import app.proca.notify.user.Staffer;
import app.proca.notify.user.User;
import at.favre.lib.crypto.bcrypt.BCrypt;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;

/** Users of the application under test, and where they work; all have the same password. */
public final class People {

    public static final String PASSWORD = "a Test of a password 1";
    /** Cheap to compare with: many tests sign in often. */
    private static final String HASH = BCrypt.withDefaults().hashToString(4, PASSWORD.toCharArray());

    private People() {}

    /** The address of a new user who works nowhere. */
    public static String aUser() {
        User user = new User();
        user.email = "user-" + UUID.randomUUID() + "@example.org";
        user.hashedPassword = HASH;
        return inTransaction(user::<User>persist).email;
    }

    /** The address of a new user with these permissions in the org. */
    public static String aStaffer(String org, int permissions) {
        String email = aUser();
        employ(email, org, permissions);
        return email;
    }

    /** Gives the user these permissions in the org. */
    public static void employ(String email, String org, int permissions) {
        inTransaction(() -> User.<User>find("email", email).firstResult()
                .chain(user -> Org.<Org>find("name", org).firstResult().chain(employer -> {
                    Staffer staffer = new Staffer();
                    staffer.userId = user.id;
                    staffer.orgId = employer.id;
                    staffer.permissions = permissions;
                    return staffer.<Staffer>persist();
                })));
    }

    private static <T> T inTransaction(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(work));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
