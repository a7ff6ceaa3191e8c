package app.proca.notify.testing;

import java.util.List;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** Webhooks may be on this machine, SQS is too, what fails comes back soon, and metrics are
 * looked up at each scrape; what callers trace is traced. */
public class DeliveryBackends implements QuarkusTestProfile {

    /** What a scraper has to show. */
    public static final String METRICS_TOKEN = "scrapers-of-this-test";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("proca.webhook.allowed-addresses", "127.0.0.1",
                "proca.queues.retry-delay", "200ms", "proca.workers.stop-limit", "500ms",
                "proca.metrics.sample-every", "200ms", "proca.metrics.queues-every", "200ms",
                "proca.metrics.token", METRICS_TOKEN, "proca.metrics.most-queues", "3");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(ElasticMq.class), new TestResourceEntry(SpanReceiver.class));
    }
}
