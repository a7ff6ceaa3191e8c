package app.proca.notify.queue.events;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import app.proca.notify.common.WireJson;
import app.proca.notify.message.SystemMessage;
import app.proca.notify.org.InstanceOrg;
import app.proca.notify.outbox.NewNotification;
import app.proca.notify.outbox.Outbox;
import app.proca.notify.user.OrgFounded;
import io.smallrye.mutiny.Uni;

/** Decides that the instance org hears of a new org (spec/events.md, row 2). */
@ApplicationScoped
class OrgNews {

    private final Outbox outbox;
    private final InstanceOrg instance;
    private final Clock clock;

    OrgNews(Outbox outbox, InstanceOrg instance, Clock clock) {
        this.outbox = outbox;
        this.instance = instance;
        this.clock = clock;
    }

    void publishNewOrg(@Observes OrgFounded founded) {
        outbox.tell(founded.unit(), SystemMessage.NEW_ORG, "org:" + founded.org().id, () -> render(founded));
    }

    private Uni<List<NewNotification>> render(OrgFounded founded) {
        return instance.id()
                .map(instanceId -> List.of(EventMessage.system(instanceId, "org:" + founded.org().id, SystemMessage.NEW_ORG,
                        WireJson.write(SystemMessage.newOrg(founded.org(), founded.founder().email, clock.instant())))));
    }
}
