package app.proca.notify.api.edge;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

import org.jspecify.annotations.Nullable;

import app.proca.notify.user.Viewer;
import io.smallrye.mutiny.Uni;

/** From the header to the viewer. */
@ApplicationScoped
class SigningIn {

    private final Instance<Authentication> authentication;

    SigningIn(Instance<Authentication> authentication) {
        this.authentication = authentication;
    }

    /** Empty for an anonymous caller; fails with {@link Refused} where the header is wrong. */
    Uni<Optional<Viewer>> viewer(@Nullable String header) {
        return Uni.createFrom().deferred(() -> Credentials.of(header)
                .filter(known -> authentication.isResolvable())
                .map(this::known)
                .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Optional<Viewer>> known(Credentials credentials) {
        return authentication.get().authenticate(credentials).invoke(viewer -> {
            if (viewer.isEmpty()) {
                throw Refused.unauthorized(credentials);
            }
        });
    }
}
