package app.proca.notify.outbox;

import io.smallrye.mutiny.Uni;

/**
 * Reacts, on every instance, to the notifications of a logged channel that carry its topic as address. Called in the
 * order of the log, one at a time. A failure is logged and the tail goes on: whoever must not miss anything reads the
 * state itself when told that it changed.
 */
public interface Follower {

    Channel channel();

    /** Which address it listens to. */
    String topic();

    Uni<Void> follow(Notification notification);
}
