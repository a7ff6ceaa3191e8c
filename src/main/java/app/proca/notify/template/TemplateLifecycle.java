package app.proca.notify.template;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;

import app.proca.notify.change.Created;
import app.proca.notify.change.Deleted;
import app.proca.notify.change.Lifecycle;
import app.proca.notify.change.Updated;

@Singleton
class TemplateLifecycle extends Lifecycle<EmailTemplate> {

    TemplateLifecycle(Event<Created<EmailTemplate>> created, Event<Updated<EmailTemplate>> updated,
            Event<Deleted<EmailTemplate>> deleted) {
        super(EmailTemplate.class, created, updated, deleted);
    }
}
