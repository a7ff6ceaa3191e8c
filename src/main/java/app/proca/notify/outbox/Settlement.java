package app.proca.notify.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;

/**
 * What becomes of the notifications of one batch: pure, so that every combination can be tested. What is in no list
 * stays pending, untouched.
 *
 * @param unavailable who is away, and why
 */
record Settlement(List<Long> delivered, List<Unrouted> unrouted, List<Retry> retries, List<Park> parked,
        Map<Counterpart, String> unavailable) {

    record Attempt(Notification notification, Outcome outcome) {}

    record Unrouted(long id, String reason) {}

    record Retry(long id, Duration delay, String reason) {}

    record Park(long id, String reason) {}

    Settlement {
        delivered = List.copyOf(delivered);
        unrouted = List.copyOf(unrouted);
        retries = List.copyOf(retries);
        parked = List.copyOf(parked);
        unavailable = Map.copyOf(unavailable);
    }

    boolean isEmpty() {
        return delivered.isEmpty() && unrouted.isEmpty() && retries.isEmpty() && parked.isEmpty();
    }

    /** True where a channel is away altogether, not only some of its addresses. */
    boolean isChannelUnavailable() {
        return unavailable.keySet().stream().anyMatch(away -> away.address() == null);
    }

    /** What became of those that something came of, in their order. */
    List<Settled> of(List<Notification> tried) {
        Map<Long, Settled.Result> results = new HashMap<>();
        delivered.forEach(id -> results.put(id, Settled.Result.DELIVERED));
        unrouted.forEach(row -> results.put(row.id(), Settled.Result.UNROUTED));
        retries.forEach(row -> results.put(row.id(), Settled.Result.RETRIED));
        parked.forEach(row -> results.put(row.id(), Settled.Result.PARKED));
        List<Settled> settled = new ArrayList<>(results.size());
        for (Notification notification : tried) {
            Settled.Result result = results.get(notification.id());
            if (result != null) {
                settled.add(Settled.of(notification, result));
            }
        }
        return settled;
    }

    int settled() {
        return delivered.size() + unrouted.size() + retries.size() + parked.size();
    }

    /**
     * @param attempts in the order of their ids. Of one key only the first refusal counts: those behind it were not at
     *        fault, they wait for it.
     */
    static Settlement of(List<Attempt> attempts, RetryPolicy policy, DoubleSupplier random) {
        List<Long> delivered = new ArrayList<>();
        List<Unrouted> unrouted = new ArrayList<>();
        List<Retry> retries = new ArrayList<>();
        List<Park> parked = new ArrayList<>();
        Set<String> heldBack = new HashSet<>();
        Map<Counterpart, String> unavailable = new HashMap<>();
        for (Attempt attempt : attempts) {
            Notification notification = attempt.notification();
            // Java 17 has no pattern switch
            if (attempt.outcome() instanceof Outcome.Delivered) {
                delivered.add(notification.id());
            } else if (attempt.outcome() instanceof Outcome.Unrouted returned) {
                unrouted.add(new Unrouted(notification.id(), returned.reason()));
            } else if (attempt.outcome() instanceof Outcome.Unavailable away) {
                unavailable.put(Counterpart.of(notification.channel()), away.reason());
                heldBack.add(notification.key());
            } else if (attempt.outcome() instanceof Outcome.AddressUnavailable away) {
                unavailable.put(Counterpart.addressOf(notification), away.reason());
                heldBack.add(notification.key());
            } else if (attempt.outcome() instanceof Outcome.Refused refused) {
                parked.add(new Park(notification.id(), refused.reason()));
            } else if (attempt.outcome() instanceof Outcome.Failed refused && heldBack.add(notification.key())) {
                int attemptsSoFar = notification.attempts() + 1;
                if (policy.givesUpAfter(attemptsSoFar)) {
                    parked.add(new Park(notification.id(), refused.reason()));
                } else {
                    retries.add(new Retry(notification.id(), policy.delayAfter(attemptsSoFar, random.getAsDouble()),
                            refused.reason()));
                }
            }
        }
        return new Settlement(delivered, unrouted, retries, parked, unavailable);
    }
}
