package app.proca.notify.api.edge;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import app.proca.notify.user.Viewer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** What one client and we say to each other in {@code graphql-transport-ws}. Runs on the socket's event loop only. */
class Conversation {

    private static final int UNAUTHORIZED = 4401;
    private static final int FORBIDDEN = 4403;
    private static final int INIT_TIMEOUT = 4408;
    private static final int DUPLICATE = 4409;
    private static final int TOO_MANY_INITS = 4429;
    private static final int INTERNAL_ERROR = 1011;
    private static final int LONGEST_ID_TOLD = 64;

    private enum Phase {
        NEW, SIGNING_IN, SIGNED_IN
    }

    private final Session session;
    private final SigningIn signingIn;
    private final EdgeSettings settings;
    private final @Nullable String header;
    private final String address;
    private final Context context = Objects.requireNonNull(Vertx.currentContext(), "not on a Vert.x context");
    private Phase phase = Phase.NEW;

    Conversation(Session session, SigningIn signingIn, EdgeSettings settings, @Nullable String header, String address) {
        this.session = session;
        this.signingIn = signingIn;
        this.settings = settings;
        this.header = header;
        this.address = address;
    }

    void begin() {
        Vertx vertx = context.owner();
        long timeout = vertx.setTimer(settings.initTimeout().toMillis(), ignored -> giveUpUnlessIntroduced());
        session.open(this::hear, () -> vertx.cancelTimer(timeout));
    }

    private void giveUpUnlessIntroduced() {
        if (phase == Phase.NEW) {
            session.close(INIT_TIMEOUT, "Connection initialisation timeout");
        }
    }

    private void hear(@Nullable Object json) {
        ClientMessage.of(json).ifPresentOrElse(this::hear,
                () -> session.invalid("type, id or payload is not what the protocol asks for"));
    }

    private void hear(ClientMessage message) {
        switch (message.type()) {
            case "connection_init" -> introduce(message.payload());
            case "ping" -> session.send(Map.of("type", "pong"));
            case "subscribe" -> subscribe(message.id(), message.payload());
            case "complete" -> session.cancel(message.id());
            default -> {
                // a pong: that the client lives is seen from the socket's own
            }
        }
    }

    private void introduce(Map<?, ?> payload) {
        if (phase != Phase.NEW) {
            session.close(TOO_MANY_INITS, "Too many initialisation requests");
            return;
        }
        phase = Phase.SIGNING_IN;
        signingIn.viewer(authorization(payload), address)
                .emitOn(work -> context.runOnContext(ignored -> work.run()))
                .subscribe().with(this::welcome, this::turnAway);
    }

    private @Nullable String authorization(Map<?, ?> payload) {
        for (String name : List.of("Authorization", "authorization")) {
            if (payload.get(name) instanceof String given) {
                return given;
            }
        }
        return header;
    }

    private void welcome(Optional<Viewer> known) {
        if (session.isClosed()) {
            return;
        }
        session.signIn(known);
        phase = Phase.SIGNED_IN;
        session.send(Map.of("type", "connection_ack"));
    }

    private void turnAway(Throwable failure) {
        boolean wrong = failure instanceof Refused refused && !refused.isOurs();
        session.close(wrong ? FORBIDDEN : INTERNAL_ERROR, String.valueOf(Errors.told(failure).get(0).get("message")));
    }

    private void subscribe(String id, Map<?, ?> operation) {
        if (phase != Phase.SIGNED_IN) {
            session.close(UNAUTHORIZED, "Unauthorized");
        } else if (session.runs(id)) {
            session.close(DUPLICATE, "Subscriber for " + id.substring(0, Math.min(LONGEST_ID_TOLD, id.length()))
                    + " already exists");
        } else {
            session.run(id, operation, new TransportTelling(id, session::send));
        }
    }
}
