package app.proca.notify.api.link;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;

import org.jspecify.annotations.Nullable;

import app.proca.notify.api.edge.Credentials;

/**
 * Shows that a report comes from a provider: the shared secret as HTTP Basic's password (whatever the user), as {@code Bearer},
 * or as {@code ?secret=}. Providers differ in which of these they can be told to send.
 */
public class ProviderCredentials {

    private static final String BEARER = "Bearer ";

    @QueryParam("secret")
    public @Nullable String secret;
    @HeaderParam(HttpHeaders.AUTHORIZATION)
    public @Nullable String authorization;

    /** Compares in a time that does not tell how much of a guess was right. */
    boolean show(String expected) {
        return shown().anyMatch(one -> MessageDigest.isEqual(bytes(one), bytes(expected)));
    }

    private Stream<String> shown() {
        return Stream.of(Optional.ofNullable(secret), bearer(), password()).flatMap(Optional::stream);
    }

    private Optional<String> bearer() {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(authorization.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private Optional<String> password() {
        return Credentials.of(authorization)
                .filter(Credentials.Basic.class::isInstance)
                .map(basic -> ((Credentials.Basic) basic).password());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
