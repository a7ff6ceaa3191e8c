package app.proca.notify.org;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;

import app.proca.notify.change.Created;
import app.proca.notify.change.Deleted;
import app.proca.notify.change.Lifecycle;
import app.proca.notify.change.Updated;

@Singleton
class OrgLifecycle extends Lifecycle<Org> {

    OrgLifecycle(Event<Created<Org>> created, Event<Updated<Org>> updated, Event<Deleted<Org>> deleted) {
        super(Org.class, created, updated, deleted);
    }
}
