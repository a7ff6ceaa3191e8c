package app.proca.notify.processing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

import jakarta.persistence.LockModeType;

import org.hibernate.reactive.mutiny.Mutiny;

import app.proca.notify.action.Action;
import app.proca.notify.action.ActionStatus;
import app.proca.notify.message.SignedAction;
import app.proca.notify.supporter.ProcessingStatus;
import app.proca.notify.supporter.Supporter;
import io.smallrye.mutiny.Uni;

/**
 * The actions of supporters that may go on. Supporters are locked first, in the order of their ids, then their actions: nobody
 * changes the state of one while it is decided upon.
 */
final class Waiting {

    private static final String SUPPORTERS = "from Supporter where id in (:ids) order by id";

    private static final String ACTIONS = """
            from Action where supporterId in (:supporters) and processingStatus in (:open) order by id""";

    private final Mutiny.Session session;

    Waiting(Mutiny.Session session) {
        this.session = session;
    }

    /**
     * What goes on of what supporters did.
     *
     * @param moves by supporter, what brought their consent first
     * @param heldUp supporters of whom nothing goes on before {@link Mandate#beforeConsent something else} does
     */
    record GoesOn(List<Move> moves, Set<Long> heldUp) {
        GoesOn {
            moves = List.copyOf(moves);
            heldUp = Set.copyOf(heldUp);
        }
    }

    /** What the mandates name and nothing holds up. */
    Uni<GoesOn> of(SortedMap<Long, Mandate> mandates) {
        return supporters(mandates.keySet()).chain(supporters -> actions(supporters.keySet()).chain(open -> {
            Set<Long> heldUp = Mandate.beforeConsent(open, supporters, mandates);
            return moves(Mandate.named(open, mandates).stream().filter(action -> !heldUp.contains(action.supporterId)).toList(),
                    supporters).map(moves -> new GoesOn(moves, heldUp));
        }));
    }

    private Uni<List<Move>> moves(List<Action> actions, Map<Long, Supporter> supporters) {
        return actions.isEmpty() ? Uni.createFrom().item(List.of())
                : signed(actions).map(signed -> decide(signed, supporters));
    }

    static List<Move> decide(List<SignedAction> signed, Map<Long, Supporter> supporters) {
        Map<Long, ProcessingStatus> become = new HashMap<>();
        List<Move> moves = new ArrayList<>();
        for (SignedAction each : signed) {
            Supporter supporter = Objects.requireNonNull(supporters.get(each.action().supporterId));
            ProcessingStatus now = become.getOrDefault(supporter.id, supporter.processingStatus);
            Step step = Step.of(each.action().processingStatus, each.action().withConsent, now,
                    Confirming.of(each.campaign(), each.org()));
            if (step.action() != each.action().processingStatus || step.supporter() != now) {
                moves.add(new Move(each, supporter, step));
                become.put(supporter.id, step.supporter());
            }
        }
        return moves;
    }

    private Uni<Map<Long, Supporter>> supporters(Collection<Long> ids) {
        return session.createSelectionQuery(SUPPORTERS, Supporter.class).setParameter("ids", ids)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultList()
                .map(found -> found.stream().collect(Collectors.toMap(supporter -> supporter.id, supporter -> supporter,
                        (one, same) -> one, LinkedHashMap::new)));
    }

    private Uni<List<Action>> actions(Collection<Long> supporters) {
        return supporters.isEmpty() ? Uni.createFrom().item(List.of())
                : session.createSelectionQuery(ACTIONS, Action.class).setParameter("supporters", supporters)
                        .setParameter("open", List.of(ActionStatus.NEW, ActionStatus.ACCEPTED))
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultList();
    }

    private Uni<List<SignedAction>> signed(List<Action> actions) {
        return SignedActions.of(session, actions.stream().sorted(Waiting::consentFirst).toList());
    }

    static int consentFirst(Action one, Action other) {
        int bySupporter = Long.compare(Objects.requireNonNull(one.supporterId), Objects.requireNonNull(other.supporterId));
        int byConsent = Boolean.compare(other.withConsent, one.withConsent);
        return bySupporter != 0 ? bySupporter : byConsent != 0 ? byConsent : Long.compare(one.id, other.id);
    }
}
