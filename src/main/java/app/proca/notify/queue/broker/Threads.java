package app.proca.notify.queue.broker;

import java.util.concurrent.ThreadFactory;

/** Threads of the broker's own: its client blocks, which the event loop must not. */
final class Threads {

    private Threads() {}

    static ThreadFactory named(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
