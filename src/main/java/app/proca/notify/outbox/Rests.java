package app.proca.notify.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which channels, and which addresses of a channel, rest because their other side is away. The rests of one absence grow;
 * the first delivery ends it. Safe for use by several threads.
 */
final class Rests {

    private static final RetryPolicy ABSENCE = new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(2), Integer.MAX_VALUE);
    /** A server of many is not worth asking every other second; each attempt may take as long as a connection needs to fail. */
    private static final RetryPolicy ABSENCE_OF_ONE = new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(2),
            Integer.MAX_VALUE);

    private record Rest(int failures, Instant until) {}

    private final Clock clock;
    private final Map<Counterpart, Rest> rests = new HashMap<>();

    Rests(Clock clock) {
        this.clock = clock;
    }

    /** The channels of a route that may be tried now. */
    synchronized Set<Channel> awake(Route route) {
        Instant now = clock.instant();
        Set<Channel> awake = route.channels();
        awake.removeIf(channel -> rests(Counterpart.of(channel), now));
        return awake;
    }

    /** The addresses of a route's channels that are to be left alone now. */
    synchronized Set<String> resting(Route route) {
        Instant now = clock.instant();
        return rests.keySet().stream()
                .filter(counterpart -> route.channels().contains(counterpart.channel()) && rests(counterpart, now))
                .map(Counterpart::address).filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /**
     * Of those to an address that was away when it was last tried, one: it tells how the others would fare, and if it has to
     * wait for a connection that never comes, it waits alone.
     */
    synchronized List<Notification> probes(List<Notification> due) {
        Set<Counterpart> probed = new HashSet<>();
        return due.stream()
                .filter(notification -> !rests.containsKey(Counterpart.addressOf(notification))
                        || probed.add(Counterpart.addressOf(notification)))
                .toList();
    }

    /** @return how long to wait before it is tried again */
    synchronized Duration rest(Counterpart counterpart, double random) {
        Instant now = clock.instant();
        Rest known = rests.get(counterpart);
        // Several lanes meet the same absence at the same time: they count as one failure.
        if (known != null && now.isBefore(known.until())) {
            return Duration.between(now, known.until());
        }
        int failures = known == null ? 1 : known.failures() + 1;
        RetryPolicy policy = counterpart.address() == null ? ABSENCE : ABSENCE_OF_ONE;
        Duration delay = policy.delayAfter(failures, random);
        rests.put(counterpart, new Rest(failures, now.plus(delay)));
        return delay;
    }

    /** The other side answered. */
    synchronized void end(Counterpart counterpart) {
        rests.remove(counterpart);
    }

    private boolean rests(Counterpart counterpart, Instant now) {
        Rest rest = rests.get(counterpart);
        return rest != null && now.isBefore(rest.until());
    }
}
