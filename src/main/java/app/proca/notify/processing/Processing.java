package app.proca.notify.processing;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.hibernate.FlushMode;
import org.hibernate.reactive.mutiny.Mutiny;

import app.proca.notify.action.Action;
import app.proca.notify.change.UnitOfWork;
import app.proca.notify.change.UnitsOfWork;
import app.proca.notify.confirm.Confirms;
import app.proca.notify.message.Stage;
import app.proca.notify.outbox.NewNotification;
import app.proca.notify.outbox.Outbox;
import app.proca.notify.supporter.Supporter;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Processes what supporters did, in the caller's transaction, with a bounded number of statements however many they are.
 *
 * <p>Phases: (1) lock supporters and their open actions; (2) decide by the state table; (3) lock and rank the persons; (4) render
 * the messages; (5) write what became of it, clear what nothing that waits needs any more; (6) with the commit the messages are
 * in the outbox. Processing again changes nothing: what went on is not open any more.
 */
@ApplicationScoped
class Processing {

    private final UnitsOfWork units;
    private final Outbox outbox;
    private final Confirms confirms;

    Processing(UnitsOfWork units, Outbox outbox, Confirms confirms) {
        this.units = units;
        this.outbox = outbox;
        this.confirms = confirms;
    }

    /**
     * @param mandates at least one
     * @return supporters of whom nothing goes on yet: what brings their consent is named by no mandate
     */
    Uni<Set<Long>> process(List<Mandate> mandates) {
        SortedMap<Long, Mandate> bySupporter = Mandate.bySupporter(mandates);
        List<Long> supporters = List.copyOf(bySupporter.keySet());
        return Panache.getSession().chain(session -> {
            // Nothing is written before all is decided, and then in few round trips
            session.setFlushMode(FlushMode.COMMIT).setBatchSize(supporters.size());
            UnitOfWork unit = units.current();
            return new Waiting(session).of(bySupporter)
                    .call(waiting -> waiting.moves().isEmpty() ? Uni.createFrom().voidItem() : go(session, unit, waiting.moves()))
                    .call(waiting -> clearLate(session, unit, resting(supporters, waiting.moves())))
                    .map(Waiting.GoesOn::heldUp);
        });
    }

    private Uni<Void> go(Mutiny.Session session, UnitOfWork unit, List<Move> decided) {
        return new Ranking(session, unit.connection()).rank(decided)
                .call(moves -> Messages.about(session, moves).invoke(messages -> tell(unit, moves, messages)))
                .call(moves -> Retention.neededAfter(unit, moves).invoke(needed -> apply(moves, needed)))
                .chain(this::askModerators);
    }

    private void tell(UnitOfWork unit, List<Move> moves, Messages messages) {
        for (Move move : moves) {
            List<NewNotification> told = messages.of(move);
            outbox.tell(unit, "action", "action:" + move.signed().action().id, () -> Uni.createFrom().item(told));
        }
    }

    private static void apply(List<Move> moves, Retention retention) {
        for (Move move : moves) {
            move.signed().action().processingStatus = move.step().action();
            move.supporter().processingStatus = Objects.requireNonNull(move.step().supporter());
            if (move.enters(Stage.DELIVER)) {
                Clearing.clear(move.signed(), move.supporter(), retention.isNeeded(move));
            }
        }
    }

    /** Those of whom nothing enters a stage now. */
    private static List<Long> resting(List<Long> supporters, List<Move> moves) {
        Set<Long> going = moves.stream().filter(move -> move.step().stage().isPresent()).map(move -> move.supporter().id)
                .collect(Collectors.toSet());
        return supporters.stream().filter(supporter -> !going.contains(supporter)).toList();
    }

    private static Uni<Void> clearLate(Mutiny.Session session, UnitOfWork unit, List<Long> supporters) {
        return supporters.isEmpty() ? Uni.createFrom().voidItem()
                : Retention.outlived(unit, supporters).chain(outlived -> outlived.isEmpty() ? Uni.createFrom().voidItem()
                        : session.find(Supporter.class, outlived.keySet().toArray())
                                .invoke(found -> found
                                        .forEach(each -> Clearing.clear(each, Boolean.TRUE.equals(outlived.get(each.id)))))
                                .replaceWithVoid());
    }

    /** Each question has a code of its own, which the event that tells of it carries (spec/events.md, row 11). */
    private Uni<Void> askModerators(List<Move> moves) {
        List<Action> actions = moves.stream().filter(move -> move.enters(Stage.ACTION_CONFIRM))
                .map(move -> move.signed().action()).toList();
        return Multi.createFrom().iterable(actions)
                .onItem().transformToUniAndConcatenate(confirms::askToPass)
                .collect().last().replaceWithVoid();
    }
}
