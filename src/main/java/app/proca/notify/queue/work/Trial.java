package app.proca.notify.queue.work;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.Json;
import app.proca.notify.common.Times;
import app.proca.notify.org.ServiceName;
import io.smallrye.mutiny.Uni;

/** Tries services of some kinds with a sample, through the very code that delivers: one bean for each kind. */
public interface Trial {

    /** Which services it can try. */
    Set<ServiceName> kinds();

    /** Sends the sample once. Changes nothing of how the service stands. The Uni does not fail. */
    Uni<Tried> run(Sample sample);

    /**
     * What is sent.
     *
     * @param id the message's
     * @param serviceId null where the org's mails go through another org's service
     * @param to the address of who asks; mails go nowhere else
     */
    record Sample(String id, Instant at, long orgId, String orgName, @Nullable Long serviceId, String to) {

        /** What happened, as {@code eventType}. */
        public static final String EVENT = "service_test";

        /** A message of the event schema, about nobody. */
        public String body() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("eventType", EVENT);
            fields.put("org", Map.of("name", orgName));
            fields.put("orgId", orgId);
            fields.put("schema", "proca:event:2");
            fields.put("testing", true);
            fields.put("timestamp", Times.wire(at));
            return Json.of(fields).toString();
        }
    }

    /**
     * What came of it.
     *
     * @param sentTo whom it was for: a host, a queue, an address
     * @param status of HTTP, where there is one
     * @param answer the beginning of what was answered, where there is anything
     * @param error why the sample was not taken, as the worker would say it; null where it was
     */
    record Tried(String sentTo, @Nullable Integer status, @Nullable String answer, @Nullable String error) {

        /** What a worker would make of it. */
        public static Tried of(String sentTo, WorkOutcome outcome) {
            return new Tried(sentTo, null, null, outcome.reason());
        }
    }
}
