package app.proca.notify.api.edge;

import java.util.Optional;

import app.proca.notify.user.Viewer;
import io.smallrye.mutiny.Uni;

/** Finds out whose credentials these are. */
public interface Authentication {

    /** Empty where they are nobody's. */
    Uni<Optional<Viewer>> authenticate(Credentials credentials);
}
