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

/**
 * Signs pages from many connections until so many signatures were answered. Each has a number of its own, which is never
 * used again, also when its request was cut off. A quarter of the people sign twice, and one signs again and again.
 */
final class ActionLoad implements AutoCloseable {

    private static final int CONNECTIONS = 64;
    private static final int OFTEN = 50;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String SIGN = """
            mutation ($page: Int!, $contact: ContactInput!, $fields: Json!) {
              addActionContact(actionPageId: $page, action: {actionType: "petition", customFields: $fields}, contact: $contact,
                privacy: {optIn: true, leadOptIn: true}) { contactRef }
            }""";

    private final ApiClient client;
    private final URI door;
    private final List<Long> pages;
    private final int wanted;
    private final Set<Integer> answered = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final ExecutorService people = Executors.newFixedThreadPool(CONNECTIONS);
    private volatile boolean stopped;

    private ActionLoad(ApiClient client, URI door, List<Long> pages, int wanted) {
        this.client = client;
        this.door = door;
        this.pages = List.copyOf(pages);
        this.wanted = wanted;
    }

    static ActionLoad on(URI door, List<Long> pages, int wanted) {
        ActionLoad load = new ActionLoad(ApiClient.anonymous(), door, pages, wanted);
        for (int connection = 0; connection < CONNECTIONS; connection++) {
            load.people.execute(load::sign);
        }
        load.people.shutdown();
        return load;
    }

    /** The numbers of those that the service said it has. */
    Set<Integer> answered() {
        return Set.copyOf(answered);
    }

    /** Requests that were cut off or not taken at all. */
    int failures() {
        return failures.get();
    }

    /** Until all are answered; false where that takes too long. */
    boolean awaitEnd(Duration limit) {
        try {
            return people.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        stopped = true;
        if (!awaitEnd(Duration.ofMinutes(1))) {
            throw new IllegalStateException("a request of the load hangs");
        }
    }

    private void sign() {
        while (!stopped && answered.size() < wanted) {
            int number = numbers.incrementAndGet();
            Map<String, ?> variables = Map.of("page", pages.get(number % pages.size()),
                    "contact", Map.of("firstName", "Ada", "lastName", "Signer", "email", person(number) + "@example.org",
                            "address", Map.of("country", "PL")),
                    "fields", "{\"number\": " + number + "}");
            if (client.ask(door, SIGN, variables).isPresent()) {
                answered.add(number);
            } else {
                failures.incrementAndGet();
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static String person(int number) {
        return number % OFTEN == 0 ? "again" : "signer-" + (number % 8 == 1 ? number - 1 : number);
    }
}
