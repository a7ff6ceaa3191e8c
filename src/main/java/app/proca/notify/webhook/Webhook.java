package app.proca.notify.webhook;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import app.proca.notify.queue.work.Content;
import io.vertx.core.buffer.Buffer;

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

    /** Where a message with this content goes; empty where host and path are no URL. */
    Optional<URI> url(Content content) {
        try {
            return Optional.of(WebhookUrl.of(host, path, content.fields()));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** In words. */
    String noUrl() {
        return "the host of service " + serviceId + " is not an http or https URL without a user";
    }

    /** A signed call. */
    Call call(String id, Instant at, Buffer body, URI url) {
        Map<String, String> headers = new LinkedHashMap<>(Map.of("Content-Type", "application/json", "Accept",
                "application/json", "User-Agent", "proca-notify", "webhook-id", id, "webhook-timestamp",
                Long.toString(at.getEpochSecond())));
        authorization().ifPresent(value -> headers.put("Authorization", value));
        if (!secrets.isEmpty()) {
            headers.put("webhook-signature", Signature.of(id, at.getEpochSecond(), body, secrets));
        }
        return new Call(url, headers, body);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Webhook[" + serviceId + "]";
    }
}
