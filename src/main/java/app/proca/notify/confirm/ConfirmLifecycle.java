package app.proca.notify.confirm;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;

import app.proca.notify.change.Created;
import app.proca.notify.change.Deleted;
import app.proca.notify.change.Lifecycle;
import app.proca.notify.change.Updated;

@Singleton
class ConfirmLifecycle extends Lifecycle<Confirm> {

    ConfirmLifecycle(Event<Created<Confirm>> created, Event<Updated<Confirm>> updated, Event<Deleted<Confirm>> deleted) {
        super(Confirm.class, created, updated, deleted);
    }
}
