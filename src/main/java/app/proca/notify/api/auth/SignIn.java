package app.proca.notify.api.auth;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import app.proca.notify.api.edge.Authentication;
import app.proca.notify.api.edge.Credentials;
import app.proca.notify.api.edge.CurrentViewer;
import app.proca.notify.user.Accounts;
import app.proca.notify.user.Viewer;
import io.smallrye.mutiny.Uni;

/** Finds out who calls the API, before the call. */
@ApplicationScoped
public class SignIn implements Authentication {

    private final Accounts accounts;
    private final CurrentViewer current;

    SignIn(Accounts accounts, CurrentViewer current) {
        this.accounts = accounts;
        this.current = current;
    }

    /** Who made the current request; empty for anonymous callers. */
    public Optional<Viewer> viewer() {
        return current.get();
    }

    @Override
    public Uni<Optional<Viewer>> authenticate(Credentials credentials) {
        return credentials instanceof Credentials.Basic basic
                ? accounts.signIn(basic.email(), basic.password())
                : Uni.createFrom().item(Optional.empty());
    }
}
