package app.proca.notify.queue.events;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jspecify.annotations.Nullable;

import app.proca.notify.change.Created;
import app.proca.notify.change.UnitOfWork;
import app.proca.notify.common.WireJson;
import app.proca.notify.confirm.Confirm;
import app.proca.notify.confirm.ConfirmEventAgain;
import app.proca.notify.confirm.ConfirmOperation;
import app.proca.notify.confirm.Confirms;
import app.proca.notify.message.ConfirmCreated;
import app.proca.notify.org.InstanceOrg;
import app.proca.notify.outbox.NewNotification;
import app.proca.notify.outbox.Outbox;
import io.smallrye.mutiny.Uni;

/**
 * Decides that the org which a question is put to hears of it: the lead of the campaign for {@code launch_page}, the instance
 * org for all others (spec/events.md, rows 9 to 11).
 */
@ApplicationScoped
class ConfirmNews {

    private final Outbox outbox;
    private final Confirms confirms;
    private final InstanceOrg instance;
    private final Clock clock;

    ConfirmNews(Outbox outbox, Confirms confirms, InstanceOrg instance, Clock clock) {
        this.outbox = outbox;
        this.confirms = confirms;
        this.instance = instance;
        this.clock = clock;
    }

    void publishQuestion(@Observes Created<Confirm> created) {
        publish(created.entity(), created.unit());
    }

    void publishQuestionAgain(@Observes ConfirmEventAgain again) {
        publish(again.confirm(), again.unit());
    }

    private void publish(Confirm confirm, UnitOfWork unit) {
        outbox.tell(unit, ConfirmCreated.EVENT, "confirm:" + confirm.id, () -> receiver(confirm)
                // A campaign whose lead was deleted has nobody to tell.
                .chain(orgId -> orgId == null ? Uni.createFrom().item(List.of()) : render(confirm, orgId)));
    }

    private Uni<@Nullable Long> receiver(Confirm confirm) {
        return confirm.operation == ConfirmOperation.LAUNCH_PAGE ? confirms.lead(confirm) : instance.id();
    }

    private Uni<List<NewNotification>> render(Confirm confirm, long orgId) {
        return confirms.facts(confirm)
                .map(facts -> List.of(EventMessage.confirm(orgId, "confirm:" + confirm.id, confirm.operation.wireName(),
                        WireJson.write(ConfirmCreated.of(facts, clock.instant())))));
    }
}
