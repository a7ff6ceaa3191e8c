package app.proca.notify.queue.work;

import app.proca.notify.queue.topology.QueueName;

/**
 * One kind of work for one org.
 *
 * @param settings a fingerprint of the settings that concern it; another one means that the worker has to begin anew
 */
public record Job(long orgId, String work, String settings) {

    /** Where its messages are. */
    public QueueName queue() {
        return QueueName.worker(orgId, work);
    }
}
