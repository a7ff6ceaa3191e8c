package app.proca.notify.outbox;

import java.time.Duration;

/**
 * What waits on a route of the relay, on all instances together.
 *
 * @param route {@code broker}, {@code mail} or {@code processing}
 * @param count how many notifications; of each of the route's shards no more than {@value #MOST_COUNTED} are counted
 * @param oldestDue for how long the one that is due for longest is; zero where none is
 */
public record Waiting(String route, long count, Duration oldestDue) {

    static final int MOST_COUNTED = 10_000;
}
