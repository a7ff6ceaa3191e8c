package app.proca.notify.queue.work;

import io.smallrye.mutiny.Uni;

/**
 * Does one kind of work for all orgs: one bean per kind. A kind that nobody does is left alone, with its queues. Where two
 * beans do the same work, the one of higher priority does it.
 */
public interface Worker {

    /** Which queues it works through: {@code webhook} for {@code wrk.N.webhook}. */
    String work();

    /**
     * Does the work of one message. Called on a Vert.x context of the message's own, several messages at a time. At least
     * once for each: the same message can come again, with the same id. A failure, or no answer within the time limit of
     * {@link WorkSettings}, counts as {@link WorkOutcome.Failed}; a failure that says that
     * the database is away, as {@link WorkOutcome.Unavailable}.
     */
    Uni<WorkOutcome> work(QueuedMessage message);

    /**
     * Called before the first message of an org, and again whenever the settings that concern this work have changed: what
     * is kept of them has to be read anew. Must not block.
     */
    default void begin(long orgId) {
        // most workers keep nothing
    }
}
