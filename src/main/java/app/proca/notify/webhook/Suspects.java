package app.proca.notify.webhook;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which webhooks failed since they last took a message. Where one fails and does not say why, the first failure may be the
 * message's fault; one that follows without a success between is the webhook's.
 */
final class Suspects {

    private final Set<Long> failing = ConcurrentHashMap.newKeySet();

    void passed(long serviceId) {
        failing.remove(serviceId);
    }

    /** @return true where it already failed before */
    boolean failed(long serviceId) {
        return !failing.add(serviceId);
    }
}
