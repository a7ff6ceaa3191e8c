package app.proca.notify.api.edge;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.subscription.MultiSubscriber;

/**
 * One operation on a socket. Asks its source for the next item only when the line takes it, so that what a slow client does
 * not read waits at the source, where it is bounded. Used on the socket's event loop only.
 */
class Running implements MultiSubscriber<Outcome.Answer> {

    private final Telling telling;
    private final Line line;
    private final Runnable finished;
    private Flow.@Nullable Subscription source;
    private boolean asked;
    private boolean begun;
    private boolean over;

    Running(Telling telling, Line line, Runnable finished) {
        this.telling = telling;
        this.line = line;
        this.finished = finished;
    }

    void begin(Outcome outcome) {
        if (outcome instanceof Outcome.Stream stream) {
            stream.begun().subscribe().with(ignored -> begun(), this::onFailure);
            stream.answers().subscribe().withSubscriber(this);
        } else {
            Outcome.Answer answer = ((Outcome.Single) outcome).answer();
            end(() -> {
                if (answer.began()) {
                    telling.answer(answer.body());
                } else {
                    telling.refuse(answer.errors());
                }
            });
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
            end(() -> failed(answer.errors()));
            cancel();
        } else {
            begun();
            telling.next(answer.body());
            pull();
        }
    }

    @Override
    public void onFailure(Throwable failure) {
        end(() -> failed(Errors.told(failure)));
    }

    @Override
    public void onCompletion() {
        begun();
        end(telling::end);
    }

    private void begun() {
        if (!begun && !over) {
            begun = true;
            telling.begin();
        }
    }

    private void failed(List<Map<String, Object>> errors) {
        if (begun) {
            telling.fail(errors);
        } else {
            telling.refuse(errors);
        }
    }

    private void end(Runnable lastWords) {
        if (!over) {
            over = true;
            finished.run();
            lastWords.run();
        }
    }
}
