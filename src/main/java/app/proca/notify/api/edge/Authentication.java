package app.proca.notify.api.edge;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import app.proca.notify.user.Viewer;
import io.smallrye.mutiny.Uni;

/** Finds out whose credentials these are. */
public interface Authentication {

    /** Empty where they are nobody's. */
    Uni<Optional<Viewer>> authenticate(Credentials credentials);

    /** What these users may do by now, by their ids; those who are gone are missing. */
    Uni<Map<Long, Viewer>> again(Set<Long> userIds);
}
