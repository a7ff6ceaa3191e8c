package app.proca.notify.database;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** Writes rows in the caller's transaction, at once, so that what a constraint refuses is told in the words of the API. */
public final class Rows {

    private Rows() {}

    /** Inserts a new row, or updates a changed one; fails with the caller's fault where there is one. */
    public static <E> Uni<E> write(E row) {
        return Panache.getSession()
                .call(session -> session.persist(row).chain(session::flush))
                .replaceWith(row)
                .onFailure().transform(Violation::explain);
    }

    /**
     * Deletes rows of tables whose changes nobody is told of.
     *
     * @param sql with one parameter, {@code :id}
     */
    public static Uni<Void> deleteAll(String sql, long id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(sql).setParameter("id", id).executeUpdate())
                .replaceWithVoid()
                .onFailure().transform(Violation::explain);
    }

    /** Deletes a row; fails with the caller's fault where others still refer to it. */
    public static Uni<Void> delete(Object row) {
        return Panache.getSession()
                .chain(session -> session.remove(row).chain(session::flush))
                .onFailure().transform(Violation::explain);
    }
}
