package app.proca.notify.api.edge;

import java.util.Objects;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;

/** Takes upgrades to sockets: to {@code graphql-transport-ws}, and for those who speak something else there. */
@ApplicationScoped
public class Sockets {

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
        upgrade(request, socket -> begin(socket, request));
    }

    private void begin(ServerWebSocket socket, HttpServerRequest request) {
        if (!SUBPROTOCOL.equals(socket.subProtocol())) {
            socket.close(WRONG_SUBPROTOCOL, "Subprotocol not acceptable: use " + SUBPROTOCOL);
            return;
        }
        new Conversation(session(socket, request), signingIn, settings, request.getHeader("Authorization"),
                CurrentAddress.of(request)).begin();
    }

    /**
     * Opens a socket to somebody who is known beforehand, or refuses it with an HTTP status.
     *
     * @param authorization as in the header of that name; anonymous without
     * @param begin called on the socket's event loop; has to open the session at once
     */
    public void open(RoutingContext routing, @Nullable String authorization, Consumer<Session> begin) {
        HttpServerRequest request = routing.request();
        Context context = Objects.requireNonNull(Vertx.currentContext(), "not on a Vert.x context");
        request.pause();
        signingIn.viewer(authorization, CurrentAddress.of(request))
                .emitOn(work -> context.runOnContext(ignored -> work.run()))
                .subscribe().with(viewer -> {
                    request.resume();
                    upgrade(request, socket -> {
                        Session session = session(socket, request);
                        session.signIn(viewer);
                        begin.accept(session);
                    });
                }, failure -> {
                    request.resume();
                    refuse(routing, failure);
                });
    }

    /** A request that is to become no socket. */
    public static void refuse(RoutingContext routing, Throwable failure) {
        AnswerType.acceptedBy(routing).refuse(routing.response(), failure);
    }

    private static void upgrade(HttpServerRequest request, Consumer<ServerWebSocket> begin) {
        request.toWebSocket().onSuccess(begin::accept)
                .onFailure(failure -> LOG.debugf("An upgrade failed: %s", failure.getClass().getName()));
    }

    private Session session(ServerWebSocket socket, HttpServerRequest request) {
        return new Session(new Line(socket, request.connection(), vertx, settings), execution, standings, settings,
                CurrentAddress.of(request));
    }
}
