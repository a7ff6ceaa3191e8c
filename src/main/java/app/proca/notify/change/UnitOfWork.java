package app.proca.notify.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.pool.ReactiveConnection;
import org.hibernate.reactive.session.ReactiveSession;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * One database transaction as observers see it: what is attached to it commits or vanishes with it.
 *
 * <p>Phases: (1) flush: observers attach steps; (2) before commit: the steps run one after the other, on the
 * transaction's own connection, and if one fails all is rolled back; (3) commit; (4) after commit: the hooks run, before
 * the caller's Uni completes. A caller that went away may cancel phase 4: nothing that must happen may depend on it.
 */
public final class UnitOfWork {

    private final Mutiny.Transaction transaction;
    private final ReactiveSession session;
    private final Map<Class<?>, Object> attachments = new HashMap<>();
    private final List<Supplier<Uni<Void>>> beforeCommit = new ArrayList<>();
    private final List<Supplier<Uni<Void>>> lastBeforeCommit = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();

    UnitOfWork(Mutiny.Transaction transaction, ReactiveSession session) {
        this.transaction = transaction;
        this.session = session;
    }

    boolean belongsTo(Mutiny.Transaction other) {
        return transaction == other;
    }

    /** The one object of this type that belongs to this transaction; made on first use. */
    public <T> T attachment(Class<T> type, Supplier<T> create) {
        return type.cast(attachments.computeIfAbsent(type, absent -> create.get()));
    }

    /** Adds a step to phase 2. Steps run in the order of this call, never in parallel. */
    public void beforeCommit(Supplier<Uni<Void>> step) {
        beforeCommit.add(step);
    }

    /**
     * Adds a step at the end of phase 2, after all others: for locks that everybody takes last, so that nobody who holds
     * one waits for another row.
     */
    public void lastBeforeCommit(Supplier<Uni<Void>> step) {
        lastBeforeCommit.add(step);
    }

    /** Adds a hook to phase 4. It must be quick and must not fail. */
    public void afterCommit(Runnable hook) {
        afterCommit.add(hook);
    }

    /** The connection that the transaction runs on. */
    public ReactiveConnection connection() {
        return session.getReactiveConnection();
    }

    CompletionStage<Void> runBeforeCommit() {
        return run(beforeCommit).chain(() -> run(lastBeforeCommit)).subscribeAsCompletionStage();
    }

    private static Uni<Void> run(List<Supplier<Uni<Void>>> steps) {
        return Multi.createFrom().iterable(List.copyOf(steps))
                .onItem().transformToUniAndConcatenate(Supplier::get)
                .collect().last();
    }

    void runAfterCommit() {
        afterCommit.forEach(Runnable::run);
    }
}
