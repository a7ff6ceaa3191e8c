package app.proca.notify.org;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;

import app.proca.notify.change.Created;
import app.proca.notify.change.Deleted;
import app.proca.notify.change.Lifecycle;
import app.proca.notify.change.Updated;

@Singleton
class ServiceLifecycle extends Lifecycle<Service> {

    ServiceLifecycle(Event<Created<Service>> created, Event<Updated<Service>> updated, Event<Deleted<Service>> deleted) {
        super(Service.class, created, updated, deleted);
    }
}
