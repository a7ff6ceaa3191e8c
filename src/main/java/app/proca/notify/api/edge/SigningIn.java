package app.proca.notify.api.edge;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault;
import app.proca.notify.user.Viewer;
import io.smallrye.mutiny.Uni;

/** From the header to the viewer. */
@ApplicationScoped
class SigningIn {

    private static final EdgeLog LOG = new EdgeLog(SigningIn.class);

    private final Authentication authentication;

    SigningIn(Authentication authentication) {
        this.authentication = authentication;
    }

    /**
     * Empty for an anonymous caller; fails with {@link Refused} where the header is wrong or cannot be looked up.
     *
     * @param address that the request comes from
     */
    Uni<Optional<Viewer>> viewer(@Nullable String header, String address) {
        return Uni.createFrom().deferred(() -> Credentials.of(header)
                .filter(authentication::takes)
                .map(credentials -> known(credentials, address))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Optional<Viewer>> known(Credentials credentials, String address) {
        return authentication.authenticate(credentials, address)
                .onFailure().transform(SigningIn::refused)
                .onItem().invoke(viewer -> {
                    if (viewer.isEmpty()) {
                        throw Refused.unauthorized(credentials);
                    }
                });
    }

    private static Refused refused(Throwable failure) {
        if (failure instanceof ClientFault fault) {
            return Refused.tooManyRequests(fault.problems().get(0).message());
        }
        LOG.warn("Nobody can be signed in", failure);
        return Refused.unavailable();
    }
}
