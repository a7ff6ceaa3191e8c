package app.proca.notify.webhook;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which webhooks are suspected to fail by themselves: all but those that took the last message they were asked to take. Where
 * one fails right after a success and does not say why, it is the message's fault; else nobody knows, as after a start.
 */
final class Suspects {

    private final Set<Long> working = ConcurrentHashMap.newKeySet();

    /** @return true where it worked until now */
    boolean called(long serviceId, boolean success) {
        return success ? !working.add(serviceId) : working.remove(serviceId);
    }
}
