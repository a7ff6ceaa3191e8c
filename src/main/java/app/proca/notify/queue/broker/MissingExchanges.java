package app.proca.notify.queue.broker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/**
 * Exchanges that were found missing a moment ago. Each message to one costs the channel, so the rest of a batch is refused
 * without asking the broker again.
 */
final class MissingExchanges {

    private static final long MOMENT_NS = 500_000_000;

    private final Map<String, Long> found = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    MissingExchanges(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @return true where it was not known yet */
    @CanIgnoreReturnValue
    boolean add(String exchange) {
        return found.put(exchange, nanos.getAsLong()) == null;
    }

    boolean contains(String exchange) {
        Long since = found.isEmpty() ? null : found.get(exchange);
        if (since == null) {
            return false;
        }
        if (nanos.getAsLong() - since > MOMENT_NS) {
            found.remove(exchange);
            return false;
        }
        return true;
    }
}
