package app.proca.notify.api;

import java.util.function.Function;
import java.util.function.Supplier;

import org.hibernate.reactive.mutiny.Mutiny;

import app.proca.notify.database.Violation;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/**
 * How operations run: each in one transaction or one session, which also those that fail at once leave in order. What the
 * database refuses for a fault of the caller's is told as such.
 */
public final class Operations {

    private Operations() {}

    /** All of it commits, or nothing. */
    public static <T> Uni<T> inTransaction(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> Panache.withTransaction(() -> Uni.createFrom().deferred(work::get)))
                .onFailure().transform(Violation::explain);
    }

    /** For what only reads. */
    public static <T> Uni<T> inSession(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> Panache.withSession(() -> Uni.createFrom().deferred(work::get)))
                .onFailure().transform(Violation::explain);
    }

    /** For fields below the operation: several run at once, and a session serves one at a time. */
    static <T> Uni<T> inSessionOfItsOwn(Mutiny.SessionFactory sessions, Function<Mutiny.Session, Uni<T>> work) {
        return sessions.openSession().chain(session -> work.apply(session).eventually(session::close))
                .onFailure().transform(Violation::explain);
    }
}
