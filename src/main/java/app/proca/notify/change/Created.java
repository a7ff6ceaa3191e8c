package app.proca.notify.change;

/** An entity was inserted, in a transaction that may still roll back. */
public record Created<E>(E entity, UnitOfWork unit) {}
