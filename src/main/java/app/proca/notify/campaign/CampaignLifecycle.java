package app.proca.notify.campaign;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;

import app.proca.notify.change.Created;
import app.proca.notify.change.Deleted;
import app.proca.notify.change.Lifecycle;
import app.proca.notify.change.Updated;

@Singleton
class CampaignLifecycle extends Lifecycle<Campaign> {

    CampaignLifecycle(Event<Created<Campaign>> created, Event<Updated<Campaign>> updated, Event<Deleted<Campaign>> deleted) {
        super(Campaign.class, created, updated, deleted);
    }
}
