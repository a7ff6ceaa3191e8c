package app.proca.notify.api.edge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import app.proca.notify.user.Viewer;
import io.smallrye.mutiny.Uni;

/**
 * A client on an open socket, whatever protocol it speaks: who it is, what that one may do by now, and the operations that
 * run for it, of which there are only so many at a time. Used on the socket's event loop only.
 */
public final class Session {

    private static final int INVALID_MESSAGE = 4400;

    private final Line line;
    private final Execution execution;
    private final Standings standings;
    private final EdgeSettings settings;
    private final String address;
    private final Map<String, Running> operations = new HashMap<>();
    private Optional<Standing> standing = Optional.empty();

    Session(Line line, Execution execution, Standings standings, EdgeSettings settings, String address) {
        this.line = line;
        this.execution = execution;
        this.standings = standings;
        this.settings = settings;
        this.address = address;
    }

    /**
     * @param hear takes what the client says, as JSON; what is none closes the socket
     * @param ended once, when nothing more can be said
     */
    public void open(Consumer<@Nullable Object> hear, Runnable ended) {
        line.open(text -> hear(text, hear), this::pull, () -> {
            ended.run();
            cancelAll();
            standing.ifPresent(standings::close);
        });
    }

    private void hear(String text, Consumer<@Nullable Object> hear) {
        Object json;
        try {
            json = Request.json(text);
        } catch (Refused notJson) {
            invalid("it is not JSON");
            return;
        }
        hear.accept(json);
    }

    /** Once, where it is known who speaks; without, they are anonymous. */
    void signIn(Optional<Viewer> viewer) {
        standing = viewer.map(Standing::new);
        standing.ifPresent(standings::open);
    }

    /** @param message a JSON object or list */
    public void send(Object message) {
        line.send(message);
    }

    /** @param reason 123 bytes at most */
    public void close(int code, String reason) {
        line.close(code, reason);
    }

    /** Closes since the client does not keep to its protocol. */
    public void invalid(String why) {
        close(INVALID_MESSAGE, "Invalid message received: " + why);
    }

    boolean isClosed() {
        return line.isClosed();
    }

    /** While the client reads more slowly than we speak; nothing is heard from it then. */
    public boolean lags() {
        return line.isFull();
    }

    boolean runs(String id) {
        return operations.containsKey(id);
    }

    /**
     * Refuses one too many.
     *
     * @param id none that runs
     * @param operation query, variables and the like, as the client sent them
     */
    public void run(String id, @Nullable Object operation, Telling telling) {
        if (operations.size() >= settings.maxSocketOperations()) {
            telling.refuse(Errors.told(Refused.badRequest(
                    "At most " + settings.maxSocketOperations() + " operations at the same time")));
            return;
        }
        Running running = new Running(telling, line, () -> operations.remove(id));
        operations.put(id, running);
        Uni.createFrom().deferred(() -> execution.execute(Request.of(operation, address, null, null), this::viewer, Door.SOCKET))
                .subscribe().with(running::begin, running::onFailure);
    }

    private Optional<Viewer> viewer() {
        return standing.flatMap(Standing::get);
    }

    /** Nothing more is told of it, if it runs. */
    public void cancel(String id) {
        Running running = operations.remove(id);
        if (running != null) {
            running.cancel();
        }
    }

    /** Nothing more is told of any. */
    public void cancelAll() {
        List.copyOf(operations.values()).forEach(Running::cancel);
        operations.clear();
    }

    private void pull() {
        List.copyOf(operations.values()).forEach(Running::pull);
    }
}
