package app.proca.notify.ops;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

import app.proca.notify.queue.broker.Broker;
import io.smallrye.health.api.Wellness;

/** Down while the broker is away: for an alarm, not for a load balancer. */
@Wellness
@ApplicationScoped
class BrokerWellness implements HealthCheck {

    private final Broker broker;

    BrokerWellness(Broker broker) {
        this.broker = broker;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("broker connected").status(broker.isConnected()).build();
    }
}
