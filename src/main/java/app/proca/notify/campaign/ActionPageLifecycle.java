package app.proca.notify.campaign;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;

import app.proca.notify.change.Created;
import app.proca.notify.change.Deleted;
import app.proca.notify.change.Lifecycle;
import app.proca.notify.change.Updated;

@Singleton
class ActionPageLifecycle extends Lifecycle<ActionPage> {

    ActionPageLifecycle(Event<Created<ActionPage>> created, Event<Updated<ActionPage>> updated,
            Event<Deleted<ActionPage>> deleted) {
        super(ActionPage.class, created, updated, deleted);
    }
}
