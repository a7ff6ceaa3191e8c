package app.proca.notify.api.edge;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import app.proca.notify.user.Viewer;

/** Who speaks on a socket: what they may do changes while it is open. */
final class Standing implements Supplier<Optional<Viewer>> {

    private final long userId;
    private volatile @Nullable Viewer now;

    Standing(Viewer signedIn) {
        this.userId = signedIn.userId();
        this.now = signedIn;
    }

    long userId() {
        return userId;
    }

    /** Empty once the user is gone, and while nobody can say. */
    @Override
    public Optional<Viewer> get() {
        return Optional.ofNullable(now);
    }

    /** @param users by id; a user who is missing is gone */
    void update(Map<Long, Viewer> users) {
        now = users.get(userId);
    }
}
