package app.proca.notify.queue.broker;

import org.jspecify.annotations.Nullable;

/**
 * The place of a message in the order of its stream. When one message has to be sent again, all of the same round that
 * were handed over behind it are sent back too, even if the broker would take them: else they would overtake it.
 */
public final class Turn {

    /** For messages whose order does not matter. */
    public static final Turn ANY = new Turn(null, 0);

    private final @Nullable Stream stream;
    private final long round;

    private Turn(@Nullable Stream stream, long round) {
        this.stream = stream;
        this.round = round;
    }

    /** False where a message of the same round must be sent again first. */
    boolean mayPass() {
        return stream == null || stream.mayPass(round);
    }

    /** This message must be sent again: nothing of its round may pass from now on. */
    void sendBack() {
        if (stream != null) {
            stream.sendBack(round);
        }
    }

    /**
     * Whoever handed the message over knows that it must be sent again: what is handed over from now on comes behind it. To
     * be called where the messages of a batch are handed over, behind the last of them.
     */
    public void beginNextRound() {
        if (stream != null) {
            stream.beginBehind(round);
        }
    }

    /** Where a stream's order stands. */
    static final class Stream {

        private long current = 1;
        private long sentBack;

        synchronized Turn turn() {
            return new Turn(this, current);
        }

        private synchronized boolean mayPass(long round) {
            return round > sentBack;
        }

        private synchronized void sendBack(long round) {
            sentBack = Math.max(sentBack, round);
        }

        private synchronized void beginBehind(long round) {
            current = Math.max(current, round + 1);
        }
    }
}
