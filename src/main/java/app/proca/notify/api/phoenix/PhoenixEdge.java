package app.proca.notify.api.phoenix;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import app.proca.notify.api.edge.EdgeSettings;
import app.proca.notify.api.edge.Refused;
import app.proca.notify.api.edge.Sockets;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Takes upgrades to the Phoenix socket. */
@ApplicationScoped
class PhoenixEdge implements HttpServerOptionsCustomizer {

    private final Sockets sockets;
    private final EdgeSettings settings;

    PhoenixEdge(Sockets sockets, EdgeSettings settings) {
        this.sockets = sockets;
        this.settings = settings;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.addWebSocketSubProtocol(Shown.SUBPROTOCOL);
    }

    void open(@Observes Router router) {
        router.route("/socket/websocket").handler(this::handle);
    }

    private void handle(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        Optional<Serializer> serializer = Serializer.of(request.getParam("vsn"));
        if (!request.headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true)) {
            Sockets.refuse(routing, Refused.badRequest("This is a WebSocket: ask for an upgrade"));
        } else if (serializer.isEmpty()) {
            Sockets.refuse(routing, Refused.badRequest("Unknown serializer: vsn is 1.0.0 or 2.0.0"));
        } else {
            sockets.open(routing, Shown.authorization(request.params(), request.headers()),
                    session -> new Talk(session, serializer.get(), settings.heartbeat()).begin());
        }
    }
}
