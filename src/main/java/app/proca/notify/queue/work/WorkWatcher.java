package app.proca.notify.queue.work;

/** Sees what comes of the messages that queue workers get, to count it. Called on any thread: quick, and without a failure of its own. */
public interface WorkWatcher {

    /** Once for each attempt. */
    void worked(Job job, WorkOutcome outcome);
}
