package app.proca.notify.change;

import jakarta.enterprise.event.Event;

/**
 * Declares that changes of an entity are told to observers: one bean per entity that notifies, beside the entity. Such
 * an entity can only be changed in a transaction ({@code Panache.withTransaction}); bulk updates pass observers by.
 *
 * @param <E> the entity
 */
public abstract class Lifecycle<E> {

    private final Class<E> entity;
    private final Event<Created<E>> created;
    private final Event<Updated<E>> updated;
    private final Event<Deleted<E>> deleted;

    protected Lifecycle(Class<E> entity, Event<Created<E>> created, Event<Updated<E>> updated, Event<Deleted<E>> deleted) {
        this.entity = entity;
        this.created = created;
        this.updated = updated;
        this.deleted = deleted;
    }

    Class<E> entity() {
        return entity;
    }

    void fireCreated(Object inserted, UnitOfWork unit) {
        created.fire(new Created<>(entity.cast(inserted), unit));
    }

    void fireUpdated(Object changed, Changes changes, UnitOfWork unit) {
        updated.fire(new Updated<>(entity.cast(changed), changes, unit));
    }

    void fireDeleted(Object removed, UnitOfWork unit) {
        deleted.fire(new Deleted<>(entity.cast(removed), unit));
    }
}
