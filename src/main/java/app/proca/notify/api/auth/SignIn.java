package app.proca.notify.api.auth;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import app.proca.notify.user.Accounts;
import app.proca.notify.user.Viewer;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * Finds out who calls the API, before the call: wrong credentials are answered with 401, a malformed header with 400;
 * without a header, or with another form, the caller is anonymous (spec/graphql.md, Who may).
 */
@ApplicationScoped
public class SignIn {

    private static final Logger LOG = Logger.getLogger(SignIn.class);
    private static final String VIEWER = "proca.viewer";
    private static final int BEFORE_ROUTES = 100;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int UNAVAILABLE = 503;

    private final Accounts accounts;
    private final CurrentVertxRequest request;

    SignIn(Accounts accounts, CurrentVertxRequest request) {
        this.accounts = accounts;
        this.request = request;
    }

    /** Who made the current request; empty for anonymous callers. */
    public Optional<Viewer> viewer() {
        RoutingContext current = request.getCurrent();
        return current == null ? Optional.empty() : Optional.ofNullable(current.<@Nullable Viewer> get(VIEWER));
    }

    void signIn(@Observes Filters filters) {
        filters.register(this::signIn, BEFORE_ROUTES);
    }

    private void signIn(RoutingContext routing) {
        String header = routing.request().getHeader("Authorization");
        if (header == null || !routing.request().path().equals("/api") || !BasicCredentials.isBasic(header)) {
            routing.next();
            return;
        }
        BasicCredentials.parse(header).ifPresentOrElse(credentials -> signIn(routing, credentials),
                () -> refuse(routing, BAD_REQUEST, "bad_request", "The Authorization header is malformed"));
    }

    private void signIn(RoutingContext routing, BasicCredentials credentials) {
        // The body must not flow before somebody reads it.
        routing.request().pause();
        Context context = Vertx.currentContext();
        accounts.signIn(credentials.email(), credentials.password())
                .emitOn(work -> context.runOnContext(ignored -> work.run()))
                .subscribe().with(
                        viewer -> viewer.ifPresentOrElse(known -> goOn(routing, known),
                                () -> refuse(routing, UNAUTHORIZED, "unauthorized", "Invalid e-mail or password")),
                        failure -> {
                            LOG.warnf("Nobody can be signed in: %s", failure.toString());
                            refuse(routing, UNAVAILABLE, "unavailable", "The database is away, try again");
                        });
    }

    private static void goOn(RoutingContext routing, Viewer viewer) {
        routing.put(VIEWER, viewer);
        routing.request().resume();
        routing.next();
    }

    private static void refuse(RoutingContext routing, int status, String code, String message) {
        routing.response().setStatusCode(status).putHeader("Content-Type", "application/json").end(new JsonObject()
                .put("errors", new JsonArray().add(new JsonObject().put("message", message)
                        .put("extensions", new JsonObject().put("code", code))))
                .encode());
    }
}
