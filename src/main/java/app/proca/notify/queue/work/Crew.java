package app.proca.notify.queue.work;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import app.proca.notify.queue.broker.Consumption;
import app.proca.notify.queue.topology.QueueName;

/** Which jobs run on this instance. Nothing here waits for anything. */
final class Crew {

    private final Function<Job, Consumption> begin;
    private final Map<Job, Consumption> running = new HashMap<>();
    /** When the settings that an org's jobs follow were asked for; older ones change nothing any more. */
    private final Map<Long, Long> followed = new HashMap<>();
    private long asked;
    private boolean dismissed;

    /** @param begin lets a job run */
    Crew(Function<Job, Consumption> begin) {
        this.begin = begin;
    }

    /** To be called before settings are read; of two readings the one that was asked for later counts. */
    synchronized long ask() {
        return ++asked;
    }

    /**
     * Begins and ends jobs of the given orgs, so that those run that are wanted.
     *
     * @return what has to be ended
     */
    synchronized List<Consumption> follow(Predicate<Long> orgs, List<Job> wanted, long when) {
        Predicate<Job> concerned = job -> orgs.test(job.orgId()) && followed.getOrDefault(job.orgId(), 0L) <= when;
        Jobs.Change change = Jobs.between(running.keySet().stream().filter(concerned).toList(),
                wanted.stream().filter(concerned).filter(job -> !dismissed).toList());
        // also of an org that is gone: settings that were read before that come to nothing
        Stream.concat(running.keySet().stream(), wanted.stream()).filter(job -> orgs.test(job.orgId()))
                .forEach(job -> followed.merge(job.orgId(), when, Math::max));
        List<Consumption> ending = end(change.ending());
        change.beginning().forEach(job -> running.put(job, begin.apply(job)));
        return ending;
    }

    /** @return what has to be ended: everything, for good */
    synchronized List<Consumption> dismiss() {
        dismissed = true;
        return end(List.copyOf(running.keySet()));
    }

    /** The queues that messages come from at this moment. */
    synchronized Set<QueueName> consumed() {
        return running.entrySet().stream().filter(entry -> entry.getValue().isConsuming()).map(entry -> entry.getKey().queue())
                .collect(Collectors.toUnmodifiableSet());
    }

    private List<Consumption> end(Collection<Job> jobs) {
        List<Consumption> ending = new ArrayList<>();
        jobs.forEach(job -> ending.add(running.remove(job)));
        return ending;
    }
}
