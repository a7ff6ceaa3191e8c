package app.proca.notify.api.edge;

import java.util.function.Consumer;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * A socket that is written to no faster than its client reads. While the client lags, {@link #isFull()} holds, nothing is
 * read from it, and it has a limited time to catch up. Used on the socket's event loop only.
 */
class Line {

    private static final Logger LOG = Logger.getLogger(Line.class);
    private static final int TOO_SLOW = 4410;
    private static final int LOST = 4408;
    private static final int NOT_TEXT = 1003;
    private static final int UNANSWERED_PINGS = 2;
    /** A client that does not read does not read that we close either. */
    private static final long LAST_WORDS_MS = 5_000;

    private final ServerWebSocket socket;
    private final HttpConnection connection;
    private final Vertx vertx;
    private final EdgeSettings settings;
    private final long pings;
    private @Nullable Long stuck;
    private @Nullable Long lastWords;
    private Runnable drained = () -> {};
    private Runnable ended = () -> {};
    private int unanswered;
    private boolean closing;

    Line(ServerWebSocket socket, HttpConnection connection, Vertx vertx, EdgeSettings settings) {
        this.socket = socket;
        this.connection = connection;
        this.vertx = vertx;
        this.settings = settings;
        this.pings = vertx.setPeriodic(settings.keepAlive().toMillis(), ignored -> ping());
    }

    /**
     * @param message with what the client says
     * @param drained when the client has caught up
     * @param ended once, when nothing more can be said
     */
    void open(Consumer<String> message, Runnable drained, Runnable ended) {
        this.drained = drained;
        this.ended = ended;
        socket.pongHandler(ignored -> unanswered = 0);
        socket.drainHandler(ignored -> drained());
        socket.exceptionHandler(failure -> LOG.debugf("A socket failed: %s", failure.getClass().getName()));
        socket.closeHandler(ignored -> closed());
        socket.textMessageHandler(text -> {
            if (!closing) {
                message.accept(text);
            }
        });
        socket.binaryMessageHandler(bytes -> close(NOT_TEXT, "Messages are text"));
    }

    boolean isFull() {
        return stuck != null;
    }

    boolean isClosed() {
        return closing || socket.isClosed();
    }

    void send(Object message) {
        if (isClosed()) {
            return;
        }
        socket.writeTextMessage(Request.write(message))
                .onFailure(failure -> LOG.debugf("A message did not get through: %s", failure.getClass().getName()));
        if (stuck == null && socket.writeQueueFull()) {
            socket.pause();
            stuck = vertx.setTimer(settings.stuckAfter().toMillis(),
                    ignored -> close(TOO_SLOW, "too slow: subscribe again, with since and the last cursor"));
        }
    }

    void close(int code, String reason) {
        if (isClosed()) {
            return;
        }
        end();
        lastWords = vertx.setTimer(LAST_WORDS_MS, ignored -> hangUp());
        socket.resume();
        socket.close((short) code, reason)
                .onFailure(failure -> LOG.debugf("A socket was lost before it was closed: %s", failure.getClass().getName()));
    }

    /** From below the handlers, which would wait for the client to agree. */
    private void hangUp() {
        var unused = ((ConnectionBase) connection).channel().pipeline().firstContext().close();
    }

    private void closed() {
        if (lastWords != null) {
            vertx.cancelTimer(lastWords);
        }
        if (!closing) {
            end();
        }
    }

    private void end() {
        closing = true;
        vertx.cancelTimer(pings);
        caughtUp();
        ended.run();
    }

    private void drained() {
        if (caughtUp()) {
            unanswered = 0;
            socket.resume();
            drained.run();
        }
    }

    @CanIgnoreReturnValue
    private boolean caughtUp() {
        Long timer = stuck;
        stuck = null;
        return timer != null && vertx.cancelTimer(timer);
    }

    private void ping() {
        if (isFull() || isClosed()) {
            return;
        }
        if (unanswered++ >= UNANSWERED_PINGS) {
            close(LOST, "Pings stay unanswered");
        } else {
            socket.writePing(Buffer.buffer());
        }
    }
}
