package app.proca.notify.outbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import app.proca.notify.outbox.Settlement.Attempt;

/**
 * The notifications of one org in a batch, cut into runs of one channel: runs are delivered one after the other (queues
 * stand before anything is published to them), the notifications of a run without waiting for each other.
 */
final class OrgRun {

    private final List<List<Notification>> runs;
    private final Set<String> heldBack = new HashSet<>();
    private boolean stopped;

    private OrgRun(List<List<Notification>> runs) {
        this.runs = runs;
    }

    /** @param batch in the order of ids */
    static Collection<OrgRun> of(List<Notification> batch) {
        Map<String, List<List<Notification>>> byOrg = new LinkedHashMap<>();
        for (Notification notification : batch) {
            List<List<Notification>> runs = byOrg.computeIfAbsent(notification.stream(), org -> new ArrayList<>());
            if (runs.isEmpty() || runs.get(runs.size() - 1).get(0).channel() != notification.channel()) {
                runs.add(new ArrayList<>());
            }
            runs.get(runs.size() - 1).add(notification);
        }
        return byOrg.values().stream().map(OrgRun::new).toList();
    }

    List<List<Notification>> runs() {
        return runs;
    }

    /** What of a run may still be tried, after what came of the runs before it. */
    List<Notification> open(List<Notification> run) {
        return stopped ? List.of() : run.stream().filter(notification -> !heldBack.contains(notification.key())).toList();
    }

    /** Remembers whom a refusal holds back: its key; a topology that does not stand holds back the whole org. */
    void note(List<Attempt> attempts) {
        for (Attempt attempt : attempts) {
            if (attempt.outcome() instanceof Outcome.Failed || attempt.outcome() instanceof Outcome.Unavailable
                    || attempt.outcome() instanceof Outcome.AddressUnavailable) {
                heldBack.add(attempt.notification().key());
                stopped |= attempt.notification().channel() == Channel.TOPOLOGY
                        || attempt.outcome() instanceof Outcome.Unavailable;
            }
        }
    }
}
