package app.proca.notify.faults;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known after a scenario, from witnesses that do not know each other.
 *
 * @param committed what a trigger of the test saw on the table of campaigns; of one campaign in the order of the commits
 * @param current the titles that the table of campaigns holds in the end
 * @param answered what the service said was done
 * @param outbox the rows of {@code notify.outbox} about these campaigns, by id
 * @param told what the consumers received, in that order, repetitions and all
 */
record Evidence(List<Change> committed, Map<Long, String> current, Set<Change> answered, List<Recorded> outbox,
        List<Told> told) {

    /** A row of the outbox. */
    record Recorded(Change change, String messageId, String state) {}

    /** A message in the hands of a consumer. */
    record Told(Change change, String messageId) {}

    Evidence {
        committed = List.copyOf(committed);
        current = Map.copyOf(current);
        answered = Set.copyOf(answered);
        outbox = List.copyOf(outbox);
        told = List.copyOf(told);
    }
}
