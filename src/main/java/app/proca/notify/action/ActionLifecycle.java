package app.proca.notify.action;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;

import app.proca.notify.change.Created;
import app.proca.notify.change.Deleted;
import app.proca.notify.change.Lifecycle;
import app.proca.notify.change.Updated;

@Singleton
class ActionLifecycle extends Lifecycle<Action> {

    ActionLifecycle(Event<Created<Action>> created, Event<Updated<Action>> updated, Event<Deleted<Action>> deleted) {
        super(Action.class, created, updated, deleted);
    }
}
