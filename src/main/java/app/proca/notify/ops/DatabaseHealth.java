package app.proca.notify.ops;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;

/** Without the database nothing can be answered: the service is not ready. */
@Readiness
@ApplicationScoped
class DatabaseHealth implements AsyncHealthCheck {

    private final DatabaseProbe database;

    DatabaseHealth(DatabaseProbe database) {
        this.database = database;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return database.answers().map(there -> HealthCheckResponse.named("database").status(there).build());
    }
}
