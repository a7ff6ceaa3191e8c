package app.proca.notify.change;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.hibernate.reactive.engine.ReactiveActionQueue;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.session.ReactiveSession;
import org.jspecify.annotations.Nullable;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Finds the {@link UnitOfWork} of the transaction that runs on the current Vert.x context. */
@ApplicationScoped
public class UnitsOfWork {

    private static final Object KEY = new Object();

    private final Mutiny.SessionFactory sessions;

    UnitsOfWork(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    /**
     * The transaction that the caller runs in.
     *
     * @throws IllegalStateException outside of one
     */
    public UnitOfWork current() {
        Mutiny.Session session = sessions.getCurrentSession();
        Mutiny.Transaction transaction = session == null ? null : session.currentTransaction();
        if (session == null || transaction == null) {
            throw new IllegalStateException("no transaction: wrap the change in Panache.withTransaction");
        }
        Context context = Objects.requireNonNull(Vertx.currentContext(), "not on a Vert.x context");
        UnitOfWork known = context.getLocal(KEY);
        // A transaction that failed leaves its unit behind, here and in the session's action queue: a new one begins
        // with nothing (findings.md, trap 1).
        if (known != null && known.belongsTo(transaction)) {
            return known;
        }
        ReactiveSession reactive = ((org.hibernate.reactive.mutiny.impl.MutinySessionImpl) session).unwrap(ReactiveSession.class);
        UnitOfWork unit = new UnitOfWork(transaction, reactive);
        context.putLocal(KEY, unit);
        register(unit, reactive.getReactiveActionQueue());
        return unit;
    }

    /**
     * The transaction of a changing session.
     *
     * @throws IllegalStateException where the change runs outside of a transaction: it would commit row by row, and
     *         nobody would be told (findings.md, trap 2)
     */
    UnitOfWork of(Object changing, String entity) {
        Mutiny.Session session = sessions.getCurrentSession();
        if (session == null || session.currentTransaction() == null
                || ((org.hibernate.reactive.mutiny.impl.MutinySessionImpl) session)
                        .unwrap(ReactiveSession.class) != changing) {
            throw new IllegalStateException(
                    entity + " tells others of its changes and cannot be changed outside a transaction: wrap it in Panache.withTransaction");
        }
        return current();
    }

    private void register(UnitOfWork unit, ReactiveActionQueue queue) {
        queue.registerProcess(
                (org.hibernate.reactive.engine.ReactiveBeforeTransactionCompletionProcess) session -> isCurrent(unit)
                        ? unit.runBeforeCommit()
                        : done());
        queue.registerProcess((org.hibernate.reactive.engine.ReactiveAfterTransactionCompletionProcess) (committed, session) -> {
            if (committed && isCurrent(unit)) {
                unit.runAfterCommit();
            }
            return done();
        });
    }

    private boolean isCurrent(UnitOfWork unit) {
        Mutiny.Session session = sessions.getCurrentSession();
        Mutiny.Transaction transaction = session == null ? null : session.currentTransaction();
        return transaction != null && unit.belongsTo(transaction);
    }

    private static CompletionStage<@Nullable Void> done() {
        return CompletableFuture.completedFuture(null);
    }
}
