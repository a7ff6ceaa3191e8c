package app.proca.notify.faults;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import app.proca.notify.faults.Installation.NamedCampaign;

/**
 * Renames campaigns without end, several requests of one campaign beside each other. Each title is used once, also when
 * its request was cut off.
 */
final class Load implements AutoCloseable {

    private static final int WRITERS_PER_CAMPAIGN = 2;
    private static final Duration PACE = Duration.ofMillis(25);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String RENAME = """
            mutation ($name: String!, $title: String!) { updateCampaign(name: $name, input: {title: $title}) { id } }""";

    private final ApiClient client;
    private final List<URI> doors;
    private final Set<Change> answered = ConcurrentHashMap.newKeySet();
    private final AtomicInteger titles = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final ExecutorService writers = Executors.newCachedThreadPool();
    private volatile boolean stopped;

    private Load(ApiClient client, List<URI> doors) {
        this.client = client;
        this.doors = List.copyOf(doors);
    }

    /** @param doors where the service can be asked; a writer changes the door after a failure */
    static Load on(ApiClient client, List<URI> doors, List<NamedCampaign> campaigns) {
        Load load = new Load(client, doors);
        campaigns.forEach(campaign -> {
            for (int writer = 0; writer < WRITERS_PER_CAMPAIGN; writer++) {
                int first = writer;
                load.writers.execute(() -> load.write(campaign, first));
            }
        });
        return load;
    }

    /** What the service said was done. */
    Set<Change> answered() {
        return Set.copyOf(answered);
    }

    /** Requests that were cut off, refused, or not taken at all. */
    int failures() {
        return failures.get();
    }

    /** Waits for the requests that are on their way. */
    @Override
    public void close() {
        stopped = true;
        writers.shutdown();
        try {
            if (!writers.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("a request of the load hangs");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(NamedCampaign campaign, int first) {
        int door = first;
        while (!stopped) {
            String title = Integer.toString(titles.incrementAndGet());
            if (client.ask(doors.get(door % doors.size()), RENAME, Map.of("name", campaign.name(), "title", title)).isPresent()) {
                answered.add(new Change(campaign.id(), title));
            } else {
                failures.incrementAndGet();
                door++;
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            LockSupport.parkNanos(PACE.toNanos());
        }
    }
}
