package app.proca.notify.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code /health} as Proca answers it to load balancers: whether the database is there, to anybody who asks. */
@ApplicationScoped
class ProcaHealth {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final DatabaseProbe database;

    ProcaHealth(DatabaseProbe database) {
        this.database = database;
    }

    void open(@Observes Router router) {
        router.get("/health").handler(this::answer);
    }

    private void answer(RoutingContext routing) {
        database.answers().subscribe().with(there -> answer(routing.response(), there), routing::fail);
    }

    private static void answer(HttpServerResponse response, boolean there) {
        if (response.ended() || response.closed()) {
            return;
        }
        JsonObject body = there ? new JsonObject().put("status", "ok")
                : new JsonObject().put("status", "error").put("message", "database unreachable");
        response.setStatusCode(there ? OK : UNAVAILABLE)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
                .end(body.encode());
    }
}
