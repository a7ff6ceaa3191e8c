package app.proca.notify.ops;

import java.time.Duration;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheckResponse;

import app.proca.notify.outbox.Backlog;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.Wellness;
import io.smallrye.mutiny.Uni;

/** Down where a notification is late, or nobody can say whether one is: for an alarm, not for a load balancer. */
@Wellness
@ApplicationScoped
class OutboxWellness implements AsyncHealthCheck {

    private static final String NAME = "outbox in time";

    private final Backlog backlog;
    private final HealthSettings settings;

    OutboxWellness(Backlog backlog, HealthSettings settings) {
        this.backlog = backlog;
        this.settings = settings;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return backlog.oldestDue()
                .map(this::told)
                .ifNoItem().after(DatabaseProbe.LIMIT).recoverWithItem(() -> HealthCheckResponse.down(NAME))
                .onFailure().recoverWithItem(() -> HealthCheckResponse.down(NAME));
    }

    private HealthCheckResponse told(Optional<Duration> oldestDue) {
        Duration age = oldestDue.orElse(Duration.ZERO);
        return HealthCheckResponse.named(NAME)
                .withData(OutboxHealth.AGE, age.toSeconds())
                .withData("lateAfterSeconds", settings.outboxLateAfter().toSeconds())
                .status(age.compareTo(settings.outboxLateAfter()) <= 0)
                .build();
    }
}
