package app.proca.notify.boot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The environment variables that let the service speak HTTPS itself, where no proxy does so for it. */
final class HttpsVariables {

    static final String CERTIFICATE = "HTTPS_CERTFILE";
    static final String KEY = "HTTPS_KEYFILE";

    /** Of the TLS configuration. */
    private static final String NAME = "http";

    private HttpsVariables() {}

    /** Quarkus' names for what is given; refuses what is wrong. */
    static Map<String, String> asQuarkusNamesIt(Function<String, Optional<String>> value) {
        Optional<String> certificate = value.apply(CERTIFICATE);
        Optional<String> key = value.apply(KEY);
        if (certificate.isEmpty() && key.isEmpty()) {
            return Map.of();
        }
        String store = "quarkus.tls." + NAME + ".key-store.pem.0.";
        return Map.of("quarkus.http.tls-configuration-name", NAME,
                store + "cert", readable(CERTIFICATE, certificate), store + "key", readable(KEY, key));
    }

    private static String readable(String variable, Optional<String> file) {
        return file.filter(name -> Files.isReadable(Path.of(name)))
                .orElseThrow(
                        () -> new WrongSetting(variable + " must name a file that can be read, in PEM: " + CERTIFICATE + " and "
                                + KEY + " belong together."));
    }
}
