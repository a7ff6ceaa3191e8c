package app.proca.notify.queue.work;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import app.proca.notify.queue.topology.QueueName;

/**
 * What the workers of this instance saw of those whom they work for, since it started. Kept in memory: whoever is concerned
 * asks now and then. Safe for use by several threads.
 */
@Singleton
public class Troubles {

    private final Clock clock;
    private final Map<QueueName, Trouble> seen = new ConcurrentHashMap<>();
    private final Map<QueueName, Integer> held = new ConcurrentHashMap<>();

    Troubles(Clock clock) {
        this.clock = clock;
    }

    /** Of each queue that something failed or was done of. */
    public List<Trouble> seen() {
        return List.copyOf(seen.values());
    }

    /** How many messages of a queue this instance has in hand. */
    public int held(QueueName queue) {
        return held.getOrDefault(queue, 0);
    }

    void begin(Job job) {
        held.merge(job.queue(), 1, Integer::sum);
    }

    void end(Job job) {
        held.computeIfPresent(job.queue(), (queue, number) -> number > 1 ? number - 1 : null);
    }

    void failed(Job job, String reason) {
        failed(job.queue(), job.orgId(), reason);
    }

    void took(Job job) {
        took(job.queue(), job.orgId());
    }

    /** One of those who share a queue ({@link QueueName#part}) did not take a message; of others the workers' outcomes tell. */
    public void failed(QueueName of, long orgId, String reason) {
        Instant now = clock.instant();
        seen.compute(of, (queue, known) -> known == null ? Trouble.failing(queue, orgId, now, now, reason)
                : known.failed(now, reason));
    }

    /** It took one. */
    public void took(QueueName of, long orgId) {
        Instant now = clock.instant();
        seen.compute(of, (queue, known) -> known == null ? Trouble.none(queue, orgId, now) : known.took(now));
    }
}
