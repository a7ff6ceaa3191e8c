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
import app.proca.notify.user.UserRegistered;
import io.smallrye.mutiny.Uni;

/** Decides that the instance org hears of a new user (spec/events.md, row 18). */
@ApplicationScoped
class UserNews {

    private final Outbox outbox;
    private final InstanceOrg instance;
    private final Clock clock;

    UserNews(Outbox outbox, InstanceOrg instance, Clock clock) {
        this.outbox = outbox;
        this.instance = instance;
        this.clock = clock;
    }

    void publishNewUser(@Observes UserRegistered registered) {
        outbox.tell(registered.unit(), SystemMessage.NEW_USER, "user:" + registered.user().id, () -> render(registered));
    }

    private Uni<List<NewNotification>> render(UserRegistered registered) {
        return instance.id()
                .map(instanceId -> List.of(EventMessage.system(instanceId, "user:" + registered.user().id, SystemMessage.NEW_USER,
                        WireJson.write(SystemMessage.newUser(registered.user().email, clock.instant())))));
    }
}
