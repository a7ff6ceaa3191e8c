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
    private final Jwts jwts;

    SignIn(Accounts accounts, Jwts jwts) {
        this.accounts = accounts;
        this.jwts = jwts;
    }

    @Override
    public boolean takes(Credentials credentials) {
        return !(credentials instanceof Credentials.Jwt) || jwts.areTaken();
    }

    @Override
    public Uni<Optional<Viewer>> authenticate(Credentials credentials, String address) {
        if (credentials instanceof Credentials.Basic basic) {
            return accounts.signIn(basic.email(), basic.password(), address);
        }
        if (credentials instanceof Credentials.Jwt jwt) {
            return jwts.email(jwt.token())
                    .chain(email -> email.map(accounts::vouchedFor).orElseGet(() -> Uni.createFrom().item(Optional.empty())));
        }
        return accounts.signIn(((Credentials.ApiToken) credentials).token());
    }

    @Override
    public Uni<Map<Long, Viewer>> again(Set<Long> userIds) {
        return accounts.viewers(userIds);
    }
}
