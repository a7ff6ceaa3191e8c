package app.proca.notify.outbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import app.proca.notify.change.UnitOfWork;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Where observers put what they decided. It is rendered when the transaction is about to commit, so that it tells of
 * the committed facts, and inserted in that transaction: nothing is told of what rolls back, nothing is lost of what
 * commits (spec/events.md).
 */
@ApplicationScoped
public class Outbox {

    private final OutboxTable table;
    private final CommitSignal signal;

    Outbox(OutboxTable table, CommitSignal signal) {
        this.table = table;
        this.signal = signal;
    }

    /**
     * Tells one thing once, however often a transaction changes its subject: a later call with the same kind and subject
     * takes the place of the earlier one.
     *
     * @param render looks up what the body needs, on the transaction's session, before the commit; an empty list tells
     *        nobody
     */
    public void tell(UnitOfWork unit, String kind, String subject, Supplier<Uni<List<NewNotification>>> render) {
        draft(unit).decisions.put(kind + ' ' + subject, render);
    }

    /** Tells one thing whose body needs no look-up; the body is still rendered before the commit. */
    public void tellOne(UnitOfWork unit, String kind, String subject, Supplier<NewNotification> render) {
        tell(unit, kind, subject, () -> Uni.createFrom().item(() -> List.of(render.get())));
    }

    /**
     * Takes back what an org's queues are still to be told about these subjects, and forgets what they were told: the bodies
     * are kept for a while after their delivery. What is on its way at this moment arrives.
     */
    public void withdraw(UnitOfWork unit, long orgId, List<String> subjects) {
        unit.lastBeforeCommit(() -> table.withdraw(unit.connection(), orgId, subjects));
    }

    private Draft draft(UnitOfWork unit) {
        return unit.attachment(Draft.class, () -> {
            Draft draft = new Draft();
            unit.lastBeforeCommit(() -> write(unit, draft));
            return draft;
        });
    }

    private Uni<Void> write(UnitOfWork unit, Draft draft) {
        return Multi.createFrom().iterable(draft.decisions.values())
                .onItem().transformToUniAndConcatenate(Supplier::get)
                .collect().in(ArrayList<NewNotification>::new, List::addAll)
                .chain(notifications -> insert(unit, notifications));
    }

    private Uni<Void> insert(UnitOfWork unit, List<NewNotification> notifications) {
        if (notifications.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        unit.afterCommit(() -> signal.committed(notifications));
        return table.insert(unit.connection(), notifications);
    }

    /** The decisions of one transaction, in the order in which they were first made. */
    private static final class Draft {
        final Map<String, Supplier<Uni<List<NewNotification>>>> decisions = new LinkedHashMap<>();
    }
}
