package app.proca.notify.processing;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import app.proca.notify.action.Action;
import app.proca.notify.supporter.ProcessingStatus;
import app.proca.notify.supporter.Supporter;

/**
 * What a notification lets go on of a supporter. Actions that none names are not ours to process: another program, which works
 * on the same database during a move, has them in hand (docs/adopting.md).
 *
 * @param actions their ids; empty where all that wait may go on, because the supporter has answered
 */
record Mandate(long supporter, Set<Long> actions) {

    private static final String BETWEEN = " ";

    Mandate {
        actions = Set.copyOf(actions);
    }

    static Mandate ofAll(long supporter) {
        return new Mandate(supporter, Set.of());
    }

    /** The inverse of {@link #written}. */
    static Mandate read(String body) {
        List<Long> ids = Arrays.stream(body.split(BETWEEN)).map(Long::valueOf).toList();
        return new Mandate(ids.get(0), Set.copyOf(ids.subList(1, ids.size())));
    }

    /** As the outbox keeps it. */
    String written() {
        return Stream.concat(Stream.of(supporter), new TreeSet<>(actions).stream()).map(String::valueOf)
                .collect(Collectors.joining(BETWEEN));
    }

    /** One for each supporter, sorted by their ids. */
    static SortedMap<Long, Mandate> bySupporter(List<Mandate> mandates) {
        return mandates.stream().collect(Collectors.toMap(Mandate::supporter, mandate -> mandate, Mandate::and, TreeMap::new));
    }

    /**
     * New supporters of whom nothing goes on, though it is named: what brings their consent is not, and comes first. Who has it
     * in hand decides what becomes of them.
     *
     * @param open the open actions of all these supporters
     */
    static Set<Long> beforeConsent(List<Action> open, Map<Long, Supporter> supporters, Map<Long, Mandate> mandates) {
        return open.stream().filter(action -> action.withConsent && !names(mandates, action))
                .map(action -> Objects.requireNonNull(supporters.get(action.supporterId)))
                .filter(supporter -> supporter.processingStatus == ProcessingStatus.NEW)
                .map(supporter -> supporter.id).collect(Collectors.toUnmodifiableSet());
    }

    /** Of the open actions those that are named. */
    static List<Action> named(List<Action> open, Map<Long, Mandate> mandates) {
        return open.stream().filter(action -> names(mandates, action)).toList();
    }

    private static boolean names(Map<Long, Mandate> mandates, Action action) {
        Mandate mandate = mandates.get(action.supporterId);
        return mandate != null && (mandate.actions.isEmpty() || mandate.actions.contains(action.id));
    }

    /** Of the same supporter: what either lets go on. */
    Mandate and(Mandate other) {
        if (actions.isEmpty() || other.actions.isEmpty()) {
            return ofAll(supporter);
        }
        Set<Long> both = new HashSet<>(actions);
        both.addAll(other.actions);
        return new Mandate(supporter, both);
    }
}
