package app.proca.notify.api.phoenix;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import app.proca.notify.api.edge.Session;
import app.proca.notify.api.phoenix.Step.Run;
import io.vertx.core.Vertx;

/** What one client of the Phoenix socket and we say to each other. Runs on the socket's event loop only. */
class Talk implements Step.Hand {

    /** What Phoenix's server closes silent sockets with. */
    private static final int NORMAL = 1000;

    private final Session session;
    private final Serializer serializer;
    private final Duration heartbeat;
    private final Vertx vertx = Objects.requireNonNull(Vertx.currentContext(), "not on a Vert.x context").owner();
    private Channel channel = Channel.of(UUID.randomUUID().toString());
    private long silence;

    Talk(Session session, Serializer serializer, Duration heartbeat) {
        this.session = session;
        this.serializer = serializer;
        this.heartbeat = heartbeat;
    }

    void begin() {
        listen();
        session.open(this::hear, () -> vertx.cancelTimer(silence));
    }

    private void listen() {
        vertx.cancelTimer(silence);
        silence = vertx.setTimer(heartbeat.toMillis(), ignored -> giveUp());
    }

    /** While a client lags nothing is read from it, its heartbeats as little. */
    private void giveUp() {
        if (session.lags()) {
            listen();
        } else {
            session.close(NORMAL, "No heartbeat for " + heartbeat.toSeconds() + " s");
        }
    }

    private void hear(@Nullable Object json) {
        listen();
        serializer.read(json).ifPresentOrElse(this::hear, () -> session.invalid(serializer.form()));
    }

    private void hear(Frame frame) {
        Channel.Heard heard = channel.hear(frame);
        channel = heard.next();
        heard.steps().forEach(step -> step.take(this));
    }

    @Override
    public void say(Frame frame) {
        session.send(serializer.write(frame));
    }

    @Override
    public void run(Run operation) {
        session.run(operation.id(), operation.asked().payload(), new DocTelling(operation, this::say));
    }

    @Override
    public void end(String id) {
        session.cancel(id);
    }

    @Override
    public void endAll() {
        session.cancelAll();
    }
}
