package app.proca.notify.api.edge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import app.proca.notify.user.Viewer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** What one client and we say to each other in {@code graphql-transport-ws}. Runs on the socket's event loop only. */
class Conversation {

    private static final int INVALID_MESSAGE = 4400;
    private static final int UNAUTHORIZED = 4401;
    private static final int FORBIDDEN = 4403;
    private static final int INIT_TIMEOUT = 4408;
    private static final int DUPLICATE = 4409;
    private static final int TOO_MANY_INITS = 4429;
    private static final int INTERNAL_ERROR = 1011;

    private enum Phase {
        NEW, SIGNING_IN, SIGNED_IN
    }

    private final Line line;
    private final Execution execution;
    private final SigningIn signingIn;
    private final Standings standings;
    private final EdgeSettings settings;
    private final @Nullable String header;
    private final String address;
    private final Map<String, Running> operations = new HashMap<>();
    private final Vertx vertx;
    private final Context context = Objects.requireNonNull(Vertx.currentContext(), "not on a Vert.x context");
    private Phase phase = Phase.NEW;
    private Optional<Standing> standing = Optional.empty();

    Conversation(Line line, Execution execution, SigningIn signingIn, Standings standings, EdgeSettings settings,
            @Nullable String header, String address) {
        this.line = line;
        this.execution = execution;
        this.signingIn = signingIn;
        this.standings = standings;
        this.settings = settings;
        this.header = header;
        this.address = address;
        this.vertx = context.owner();
    }

    void begin() {
        long timeout = vertx.setTimer(settings.initTimeout().toMillis(), ignored -> giveUpUnlessIntroduced());
        line.open(this::hear, () -> List.copyOf(operations.values()).forEach(Running::pull), () -> {
            vertx.cancelTimer(timeout);
            List.copyOf(operations.values()).forEach(Running::cancel);
            operations.clear();
            standing.ifPresent(standings::close);
        });
    }

    private void giveUpUnlessIntroduced() {
        if (phase == Phase.NEW) {
            line.close(INIT_TIMEOUT, "Connection initialisation timeout");
        }
    }

    private void hear(String text) {
        try {
            if (Request.json(text) instanceof Map<?, ?> message && message.get("type") instanceof String type) {
                hear(type, message);
                return;
            }
        } catch (Refused notJson) {
            // told below
        }
        line.close(INVALID_MESSAGE, "Invalid message received");
    }

    private void hear(String type, Map<?, ?> message) {
        switch (type) {
            case "connection_init" -> introduce(message.get("payload"));
            case "ping" -> line.send(Map.of("type", "pong"));
            case "pong" -> {
            }
            case "subscribe" -> subscribe(message.get("id"), message.get("payload"));
            case "complete" -> complete(message.get("id"));
            default -> line.close(INVALID_MESSAGE, "Unknown message type");
        }
    }

    private void introduce(@Nullable Object payload) {
        if (phase != Phase.NEW) {
            line.close(TOO_MANY_INITS, "Too many initialisation requests");
            return;
        }
        phase = Phase.SIGNING_IN;
        signingIn.viewer(authorization(payload), address)
                .emitOn(work -> context.runOnContext(ignored -> work.run()))
                .subscribe().with(this::welcome, this::turnAway);
    }

    private @Nullable String authorization(@Nullable Object payload) {
        if (payload instanceof Map<?, ?> fields) {
            for (String name : List.of("Authorization", "authorization")) {
                if (fields.get(name) instanceof String given) {
                    return given;
                }
            }
        }
        return header;
    }

    private void welcome(Optional<Viewer> known) {
        if (line.isClosed()) {
            return;
        }
        standing = known.map(Standing::new);
        standing.ifPresent(standings::open);
        phase = Phase.SIGNED_IN;
        line.send(Map.of("type", "connection_ack"));
    }

    private void turnAway(Throwable failure) {
        boolean wrong = failure instanceof Refused refused && !refused.isOurs();
        line.close(wrong ? FORBIDDEN : INTERNAL_ERROR, String.valueOf(Errors.told(failure).get(0).get("message")));
    }

    private void subscribe(@Nullable Object given, @Nullable Object payload) {
        if (phase != Phase.SIGNED_IN) {
            line.close(UNAUTHORIZED, "Unauthorized");
        } else if (!(given instanceof String id) || id.isEmpty()) {
            line.close(INVALID_MESSAGE, "Invalid message received: subscribe needs an id");
        } else if (operations.containsKey(id)) {
            line.close(DUPLICATE, "Subscriber for " + id.substring(0, Math.min(64, id.length())) + " already exists");
        } else if (operations.size() >= settings.maxSocketOperations()) {
            line.send(Map.of("id", id, "type", "error", "payload", Errors.told(Refused.badRequest(
                    "At most " + settings.maxSocketOperations() + " operations at the same time"))));
        } else {
            start(id, payload);
        }
    }

    private void start(String id, @Nullable Object payload) {
        Running running = new Running(id, line, () -> operations.remove(id));
        operations.put(id, running);
        Uni.createFrom().deferred(() -> execution.execute(Request.of(payload, address, null), this::viewer, Door.SOCKET))
                .subscribe().with(running::begin, running::onFailure);
    }

    private Optional<Viewer> viewer() {
        return standing.flatMap(Standing::get);
    }

    private void complete(@Nullable Object id) {
        Running running = id == null ? null : operations.remove(id);
        if (running != null) {
            running.cancel();
        }
    }
}
