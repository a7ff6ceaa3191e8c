package app.proca.notify.key;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;

import app.proca.notify.change.Created;
import app.proca.notify.change.Deleted;
import app.proca.notify.change.Lifecycle;
import app.proca.notify.change.Updated;

@Singleton
class KeyLifecycle extends Lifecycle<PublicKey> {

    KeyLifecycle(Event<Created<PublicKey>> created, Event<Updated<PublicKey>> updated, Event<Deleted<PublicKey>> deleted) {
        super(PublicKey.class, created, updated, deleted);
    }
}
