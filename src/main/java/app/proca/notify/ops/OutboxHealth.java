package app.proca.notify.ops;

import java.time.Duration;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import app.proca.notify.outbox.Backlog;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;

/** Shows how long the oldest due notification waits. Mutations do not wait for it, so the service is ready all the same. */
@Readiness
@ApplicationScoped
class OutboxHealth implements AsyncHealthCheck {

    static final String AGE = "oldestDueSeconds";

    private final Backlog backlog;

    OutboxHealth(Backlog backlog) {
        this.backlog = backlog;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return backlog.oldestDue()
                .map(OutboxHealth::ready)
                .ifNoItem().after(DatabaseProbe.LIMIT).recoverWithItem(OutboxHealth::unknown)
                .onFailure().recoverWithItem(OutboxHealth::unknown);
    }

    private static HealthCheckResponse ready(Optional<Duration> oldestDue) {
        return named().withData(AGE, oldestDue.map(Duration::toSeconds).orElse(0L)).build();
    }

    /** The database does not answer, which its own check tells. */
    private static HealthCheckResponse unknown() {
        return named().build();
    }

    private static HealthCheckResponseBuilder named() {
        return HealthCheckResponse.named("outbox").up();
    }
}
