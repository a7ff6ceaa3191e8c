package app.proca.notify.api.edge;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import app.proca.notify.user.Viewer;
import io.smallrye.mutiny.Uni;

/** Finds out whose credentials these are. */
public interface Authentication {

    /** False for a form that this instance is not set up for: who shows it is anonymous. */
    boolean takes(Credentials credentials);

    /**
     * Empty where they are nobody's; fails with the caller's fault where too many were wrong.
     *
     * @param address that the request comes from
     */
    Uni<Optional<Viewer>> authenticate(Credentials credentials, String address);

    /** What these users may do by now, by their ids; those who are gone are missing. */
    Uni<Map<Long, Viewer>> again(Set<Long> userIds);
}
