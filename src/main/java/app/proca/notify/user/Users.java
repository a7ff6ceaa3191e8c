package app.proca.notify.user;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault;
import app.proca.notify.common.Given;
import app.proca.notify.database.Rows;
import io.smallrye.mutiny.Uni;

/** The operations on users. Each runs in the caller's transaction. */
@ApplicationScoped
public class Users {

    /**
     * The user whom the viewer means to change: themselves where neither is given; anybody for who manages users.
     *
     * @throws ClientFault (in the Uni) {@code permission_denied} where it is somebody else, there or not, and the viewer does not
     *     manage users
     */
    public Uni<User> changeable(Viewer viewer, @Nullable Integer id, @Nullable String email) {
        if (isSelf(viewer, id, email)) {
            return found(User.findById(viewer.userId()));
        }
        Viewer.allowed(Optional.of(viewer), Permission.MANAGE_USERS);
        return found(id != null ? User.findById(id.longValue()) : User.<User>find("email", email).firstResult());
    }

    /** Changes what was given, and nothing else; fails with the caller's fault where it is wrong. */
    public Uni<User> update(User user, Given<UserDetails> details) {
        details.apply("phone", UserDetails::phone, phone -> user.phone = phone)
                .apply("pictureUrl", UserDetails::pictureUrl, url -> user.pictureUrl = url)
                .apply("jobTitle", UserDetails::jobTitle, title -> user.jobTitle = title);
        UserRules.check(user);
        return Rows.write(user);
    }

    static boolean isSelf(Viewer viewer, @Nullable Integer id, @Nullable String email) {
        return id == null ? email == null || email.equalsIgnoreCase(viewer.email()) : id == viewer.userId();
    }

    private static Uni<User> found(Uni<User> user) {
        return user.onItem().ifNull().failWith(() -> ClientFault.notFound());
    }
}
