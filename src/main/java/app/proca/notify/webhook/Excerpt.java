package app.proca.notify.webhook;

import io.vertx.core.buffer.Buffer;

/** The beginning of an answer's body, for somebody who wants to see it. Used by one thread at a time. */
final class Excerpt {

    private final int most;
    private final Buffer start = Buffer.buffer();

    /** @param most how many bytes are kept */
    Excerpt(int most) {
        this.most = most;
    }

    /** Nothing is kept. */
    static Excerpt none() {
        return new Excerpt(0);
    }

    void add(Buffer chunk) {
        int missing = most - start.length();
        if (missing > 0) {
            start.appendBuffer(chunk, 0, Math.min(missing, chunk.length()));
        }
    }

    /** What is no text in UTF-8 is shown as well as it can be. */
    String text() {
        return start.toString();
    }
}
