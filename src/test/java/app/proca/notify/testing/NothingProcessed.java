package app.proca.notify.testing;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** Actions stay as a test wrote them: nobody decides that they are processed. */
public class NothingProcessed implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("quarkus.arc.exclude-types", "app.proca.notify.processing.WaitingActions");
    }
}
