package app.proca.notify.api.edge;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** Sockets that soon lose their patience. */
public class ShortLimits implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("proca.api.init-timeout", "500ms", "proca.api.stuck-after", "2s", "proca.api.keep-alive", "300ms",
                "proca.api.heartbeat", "3s", "proca.api.max-socket-operations", "3", "proca.serving", "true",
                "MAX_BODY_SIZE", "2K");
    }
}
