package app.proca.notify.ops.queues;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import app.proca.notify.queue.broker.Looks.Peeked;
import app.proca.notify.queue.work.Deaths;

/** What matters of a message at the head of a queue to see how the queue stands. */
record Head(@Nullable String messageId, @Nullable Instant sentAt, @Nullable Resting resting) {

    /**
     * It waits to go back to where it came from.
     *
     * @param returns how often it was rejected there
     * @param since when it was rejected; null where that was not the first time, of which alone the broker tells
     */
    record Resting(String queue, String reason, long returns, @Nullable Instant since) {

        @Nullable
        Instant due(Duration retryDelay) {
            return since == null || retryDelay.isZero() ? null : since.plus(retryDelay);
        }
    }

    static Head of(Peeked message) {
        return new Head(message.arrival().messageId(), message.arrival().sentAt(), resting(message));
    }

    static @Nullable Resting resting(Peeked message) {
        return Deaths.last(message.arrival().headers())
                .map(death -> new Resting(death.queue(), death.reason(),
                        Deaths.returns(message.arrival().headers(), death.queue()), death.count() == 1 ? death.first() : null))
                .orElse(null);
    }
}
