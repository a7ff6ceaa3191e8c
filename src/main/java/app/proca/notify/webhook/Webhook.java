package app.proca.notify.webhook;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A service that takes an org's messages over HTTP.
 *
 * @param secrets base64, the newest first; empty where the org asked for none: then nothing is signed
 * @param gone why it is called no more; null while it is
 * @param alone false where another webhook takes messages of the same queue
 * @param updatedAt when the service was last updated, as it came from the database
 */
record Webhook(long serviceId, String host, @Nullable String path, String user, String password, List<String> secrets,
        @Nullable String gone, boolean alone, LocalDateTime updatedAt) {

    Webhook {
        secrets = List.copyOf(secrets);
    }

    /** HTTP Basic where there is a user, the bare password where there is only one, else nothing. */
    Optional<String> authorization() {
        if (password.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(user.isEmpty() ? password
                : "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Webhook[" + serviceId + "]";
    }
}
