package app.proca.notify.api.auth;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import app.proca.notify.api.edge.Authentication;
import app.proca.notify.api.edge.Credentials;
import app.proca.notify.user.Accounts;
import app.proca.notify.user.Viewer;
import io.smallrye.mutiny.Uni;

/** Finds out who calls the API, before the call. */
@ApplicationScoped
class SignIn implements Authentication {

    private final Accounts accounts;

    SignIn(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Uni<Optional<Viewer>> authenticate(Credentials credentials) {
        if (credentials instanceof Credentials.Basic basic) {
            return accounts.signIn(basic.email(), basic.password());
        }
        return accounts.signIn(((Credentials.ApiToken) credentials).token());
    }

    @Override
    public Uni<Map<Long, Viewer>> again(Set<Long> userIds) {
        return accounts.viewers(userIds);
    }
}
