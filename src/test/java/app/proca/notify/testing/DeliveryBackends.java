package app.proca.notify.testing;

import java.util.List;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** Webhooks may be on this machine, SQS is too, and what fails comes back soon. */
public class DeliveryBackends implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("proca.webhook.allowed-addresses", "127.0.0.1",
                "proca.queues.retry-delay", "200ms", "proca.workers.stop-limit", "500ms");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(ElasticMq.class));
    }
}
