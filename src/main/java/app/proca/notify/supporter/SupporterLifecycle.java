package app.proca.notify.supporter;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;

import app.proca.notify.change.Created;
import app.proca.notify.change.Deleted;
import app.proca.notify.change.Lifecycle;
import app.proca.notify.change.Updated;

@Singleton
class SupporterLifecycle extends Lifecycle<Supporter> {

    SupporterLifecycle(Event<Created<Supporter>> created, Event<Updated<Supporter>> updated,
            Event<Deleted<Supporter>> deleted) {
        super(Supporter.class, created, updated, deleted);
    }
}
