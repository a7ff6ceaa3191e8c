package app.proca.notify.api.edge;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;

/** GraphQL over WebSocket: takes upgrades to the subprotocol {@code graphql-transport-ws}. */
@ApplicationScoped
class Sockets {

    private static final Logger LOG = Logger.getLogger(Sockets.class);
    private static final String SUBPROTOCOL = "graphql-transport-ws";
    private static final short WRONG_SUBPROTOCOL = 4406;

    private final Vertx vertx;
    private final Execution execution;
    private final SigningIn signingIn;
    private final Standings standings;
    private final EdgeSettings settings;

    Sockets(Vertx vertx, Execution execution, SigningIn signingIn, Standings standings, EdgeSettings settings) {
        this.vertx = vertx;
        this.execution = execution;
        this.signingIn = signingIn;
        this.standings = standings;
        this.settings = settings;
    }

    void accept(HttpServerRequest request) {
        request.toWebSocket()
                .onSuccess(socket -> begin(socket, request))
                .onFailure(failure -> LOG.debugf("An upgrade failed: %s", failure.getClass().getName()));
    }

    private void begin(ServerWebSocket socket, HttpServerRequest request) {
        if (!SUBPROTOCOL.equals(socket.subProtocol())) {
            socket.close(WRONG_SUBPROTOCOL, "Subprotocol not acceptable: use " + SUBPROTOCOL);
            return;
        }
        new Conversation(new Line(socket, request.connection(), vertx, settings), execution, signingIn, standings, settings,
                request.getHeader("Authorization"), CurrentAddress.of(request)).begin();
    }
}
