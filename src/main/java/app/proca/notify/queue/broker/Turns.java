package app.proca.notify.queue.broker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

/** Gives messages their places in the order of their streams. */
@Singleton
public class Turns {

    private final Map<String, Turn.Stream> streams = new ConcurrentHashMap<>();

    /** The next place; to be taken in the order in which the messages shall arrive. */
    public Turn next(String stream) {
        return streams.computeIfAbsent(stream, first -> new Turn.Stream()).turn();
    }
}
