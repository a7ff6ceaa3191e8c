package app.proca.notify.queue.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import app.proca.notify.queue.reconcile.OrgProcessing;
import app.proca.notify.queue.topology.QueueName;
import app.proca.notify.queue.topology.Topology;
import app.proca.notify.queue.topology.TopologySettings.QueueType;

/** Which jobs there are, and what has to change for them: plain functions. */
final class Jobs {

    private Jobs() {}

    /**
     * What has to end and what has to begin. A job whose settings changed is in both; one that did not change is in neither.
     */
    record Change(List<Job> ending, List<Job> beginning) {
        Change {
            ending = List.copyOf(ending);
            beginning = List.copyOf(beginning);
        }

        boolean isEmpty() {
            return ending.isEmpty() && beginning.isEmpty();
        }
    }

    /** The jobs of the works that somebody does, where the org's topology has the queue and no operator stopped or paused them. */
    static List<Job> of(List<OrgProcessing> orgs, Set<String> works) {
        List<Job> jobs = new ArrayList<>();
        for (OrgProcessing org : orgs) {
            if (org.stopped()) {
                continue;
            }
            Set<QueueName> queues = queues(org);
            works.stream().sorted().filter(work -> !org.paused().contains(work))
                    .map(work -> new Job(org.queues().orgId(), work, org.fingerprints().getOrDefault(work, "")))
                    .filter(job -> queues.contains(job.queue()))
                    .forEach(jobs::add);
        }
        return jobs;
    }

    /** Compares what is done with what is wanted. */
    static Change between(Collection<Job> current, Collection<Job> wanted) {
        Map<QueueName, Job> before = byQueue(current);
        Map<QueueName, Job> after = byQueue(wanted);
        return new Change(current.stream().filter(job -> !job.equals(after.get(job.queue()))).toList(),
                wanted.stream().filter(job -> !job.equals(before.get(job.queue()))).toList());
    }

    private static Map<QueueName, Job> byQueue(Collection<Job> jobs) {
        return jobs.stream().collect(Collectors.toUnmodifiableMap(Job::queue, Function.identity()));
    }

    private static Set<QueueName> queues(OrgProcessing org) {
        // the names are the same whatever the delay and the type
        return Topology.of(org.queues(), Duration.ZERO, QueueType.CLASSIC).queues().stream().map(Topology.Queue::name)
                .collect(Collectors.toUnmodifiableSet());
    }
}
