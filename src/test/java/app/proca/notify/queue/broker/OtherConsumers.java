package app.proca.notify.queue.broker;

import io.quarkus.runtime.ShutdownEvent;

/** The consumers of another instance, with connections of their own. */
public final class OtherConsumers {

    private OtherConsumers() {}

    public static Consumers connect(BrokerSettings settings) {
        return new Consumers(settings);
    }

    /** What looks at queues on that instance. */
    public static Looks looks(Consumers consumers) {
        return new Looks(consumers);
    }

    public static void disconnect(Consumers consumers) {
        consumers.stop(new ShutdownEvent());
    }
}
