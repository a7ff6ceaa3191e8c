package app.proca.notify.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which channels rest because their other side is away. The rests of one absence grow; the first delivery ends it.
 * Safe for use by several threads.
 */
final class Rests {

    private static final RetryPolicy ABSENCE = new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(2), Integer.MAX_VALUE);

    private record Rest(int failures, Instant until) {}

    private final Clock clock;
    private final Map<Channel, Rest> rests = new EnumMap<>(Channel.class);

    Rests(Clock clock) {
        this.clock = clock;
    }

    /** The relayed channels that may be tried now. */
    synchronized Set<Channel> awake() {
        Instant now = clock.instant();
        Set<Channel> awake = EnumSet.noneOf(Channel.class);
        Arrays.stream(Channel.values()).filter(Channel::relayed)
                .filter(channel -> !rests.containsKey(channel) || !now.isBefore(rests.get(channel).until()))
                .forEach(awake::add);
        return awake;
    }

    /** @return how long to wait before the channel is tried again */
    synchronized Duration rest(Channel channel, double random) {
        Instant now = clock.instant();
        Rest known = rests.get(channel);
        // Several lanes meet the same absence at the same time: they count as one failure.
        if (known != null && now.isBefore(known.until())) {
            return Duration.between(now, known.until());
        }
        int failures = known == null ? 1 : known.failures() + 1;
        Duration delay = ABSENCE.delayAfter(failures, random);
        rests.put(channel, new Rest(failures, now.plus(delay)));
        return delay;
    }

    /** The other side answered. */
    synchronized void end(Channel channel) {
        rests.remove(channel);
    }
}
