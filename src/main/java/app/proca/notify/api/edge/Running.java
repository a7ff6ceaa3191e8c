package app.proca.notify.api.edge;

import java.util.Map;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.subscription.MultiSubscriber;

/**
 * One operation on a socket. Asks its source for the next item only when the line takes it, so that what a slow client does
 * not read waits at the source, where it is bounded. Used on the socket's event loop only.
 */
class Running implements MultiSubscriber<Outcome.Answer> {

    private final String id;
    private final Line line;
    private final Runnable finished;
    private Flow.@Nullable Subscription source;
    private boolean asked;
    private boolean over;

    Running(String id, Line line, Runnable finished) {
        this.id = id;
        this.line = line;
        this.finished = finished;
    }

    void begin(Outcome outcome) {
        if (outcome instanceof Outcome.Stream stream) {
            stream.answers().subscribe().withSubscriber(this);
        } else if (!over) {
            only(((Outcome.Single) outcome).answer());
        }
    }

    private void only(Outcome.Answer answer) {
        if (answer.began()) {
            next(answer);
            onCompletion();
        } else {
            end(Map.of("id", id, "type", "error", "payload", answer.errors()));
        }
    }

    /** Asks for the next item, if the line has room for one. */
    void pull() {
        if (source != null && !asked && !over && !line.isFull()) {
            asked = true;
            source.request(1);
        }
    }

    void cancel() {
        over = true;
        if (source != null) {
            source.cancel();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source = subscription;
        if (over) {
            subscription.cancel();
        } else {
            pull();
        }
    }

    @Override
    public void onItem(Outcome.Answer answer) {
        asked = false;
        if (over) {
            return;
        }
        if (answer.endsStream()) {
            cancel();
            finish(Map.of("id", id, "type", "error", "payload", answer.errors()));
        } else {
            next(answer);
            pull();
        }
    }

    @Override
    public void onFailure(Throwable failure) {
        end(Map.of("id", id, "type", "error", "payload", Errors.told(failure)));
    }

    @Override
    public void onCompletion() {
        end(Map.of("id", id, "type", "complete"));
    }

    private void next(Outcome.Answer answer) {
        line.send(Map.of("id", id, "type", "next", "payload", answer.body()));
    }

    private void end(Map<String, ?> lastMessage) {
        if (!over) {
            over = true;
            finish(lastMessage);
        }
    }

    private void finish(Map<String, ?> lastMessage) {
        finished.run();
        line.send(lastMessage);
    }
}
