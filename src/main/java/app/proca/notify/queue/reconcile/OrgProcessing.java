package app.proca.notify.queue.reconcile;

import java.util.Map;
import java.util.Set;

import app.proca.notify.queue.topology.OrgQueues;

/**
 * An org's processing configuration.
 *
 * @param queues the settings that its queues follow from
 * @param fingerprints by work ({@code webhook}): of the settings that the worker of it goes by. It changes when one of them
 *        does, also where that is another org's: the instance's mail service; and whenever an operator wants a new start
 * @param stopped whether an operator stopped its workers
 * @param paused the works of which an operator paused the worker
 */
public record OrgProcessing(OrgQueues queues, Map<String, String> fingerprints, boolean stopped, Set<String> paused) {

    public OrgProcessing {
        fingerprints = Map.copyOf(fingerprints);
        paused = Set.copyOf(paused);
    }
}
