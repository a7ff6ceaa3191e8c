package app.proca.notify.queue.broker;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Shows whether the broker is there. The service is ready without it: mutations never wait for the broker, what they tell
 * waits in the outbox. To take every instance out of service for that would turn a delay into an outage.
 */
@Readiness
@ApplicationScoped
class BrokerHealth implements HealthCheck {

    private final Broker broker;

    BrokerHealth(Broker broker) {
        this.broker = broker;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("broker").up().withData("connected", broker.isConnected())
                .withData("takesMessages", broker.takesMessages()).build();
    }
}
