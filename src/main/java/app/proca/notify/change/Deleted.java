package app.proca.notify.change;

/** An entity was deleted, in a transaction that may still roll back. */
public record Deleted<E>(E entity, UnitOfWork unit) {}
