package app.proca.notify.ops.metrics;

import java.util.Set;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;

/**
 * The paths that metrics of requests may name: those of ours that hold nothing, and templates. Links hold references to supporters,
 * and codes: of a path that is not known here nothing is told.
 */
@Singleton
class Paths {

    private static final String URI = "uri";
    private static final Set<String> PLAIN =
            Set.of("/", "/api", "/health", "/desk", "/desk/", "/graphiql", "/graphiql/", "/mailbox",
                    "/webhook/mailjet", "/webhook/brevo",
                    // what Quarkus says of its own
                    "root", "NOT_FOUND", "REDIRECTION", "UNKNOWN", "CLIENT_ERROR", "SERVER_ERROR");

    @Produces
    @Singleton
    MeterFilter knownOnly() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                String path = id.getTag(URI);
                return path == null || path.equals(told(path)) ? id
                        : id.replaceTags(id.getTags().stream()
                                .map(tag -> tag.getKey().equals(URI) ? Tag.of(URI, told(path)) : tag).toList());
            }
        };
    }

    /** What may be told of a path. */
    static String told(String path) {
        return PLAIN.contains(path) || path.matches("(/[a-z]+)+(/\\{[A-Za-z]+})+") ? path : FewValues.OTHER;
    }
}
