package app.proca.notify.change;

/** Columns of an entity were updated, in a transaction that may still roll back. Fired once a flush. */
public record Updated<E>(E entity, Changes changes, UnitOfWork unit) {}
