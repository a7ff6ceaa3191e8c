package app.proca.notify.webhook;

import java.time.Duration;

/** Sees how webhooks fare, to count it. Called on the event loop: quick, and without a failure of its own. */
public interface CallWatcher {

    /** @param took with the wait for a place among those that are called at once */
    void called(CallResult result, Duration took);
}
