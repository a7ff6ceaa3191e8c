package app.proca.notify.testing;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** The test is a proxy that the application trusts: it may say where its clients are. */
public class TrustedProxy implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of("quarkus.http.proxy.trusted-proxies", "127.0.0.1");
    }

    @Override
    public void stop() {
        // nothing was started
    }
}
