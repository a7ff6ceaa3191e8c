package app.proca.notify.queue.broker;

import org.jboss.logging.Logger;

import com.rabbitmq.client.Connection;

/**
 * A broker that is short of memory or disk says so, and reads nothing more of connections that publish until it is better.
 * Whatever is sent meanwhile would only pile up, and a new connection would be blocked as well.
 */
final class BrokerAlarm {

    private static final Logger LOG = Logger.getLogger(BrokerAlarm.class);

    private volatile boolean on;
    private volatile long offSince = System.nanoTime();

    /** A new connection begins without an alarm, and is told when there is one. */
    void watch(Connection connection) {
        on = false;
        connection.addBlockedListener(this::begin, this::end);
    }

    boolean isOn() {
        return on;
    }

    /** True where it is off long enough for the broker to have answered what was sent before. */
    boolean isOffFor(long nanos) {
        return !on && System.nanoTime() - offSince > nanos;
    }

    private void begin(String reason) {
        on = true;
        LOG.warnf("The broker takes no messages for now, they wait: %s", reason);
    }

    private void end() {
        offSince = System.nanoTime();
        on = false;
        LOG.info("The broker takes messages again");
    }
}
