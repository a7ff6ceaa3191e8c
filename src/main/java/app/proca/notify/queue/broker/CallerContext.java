package app.proca.notify.queue.broker;

import java.util.concurrent.Executor;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Brings the broker's answers back to where they were asked for. */
public final class CallerContext {

    private CallerContext() {}

    /** The event loop that this thread works for; where it works for none, whatever thread the answer comes on. */
    public static Executor current() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : work -> context.runOnContext(ignored -> work.run());
    }
}
