package app.proca.notify.api.edge;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** What a caller shows of themselves in an {@code Authorization} header. Never printed. */
public sealed interface Credentials {

    /** E-mail address and password. */
    record Basic(String email, String password) implements Credentials {
        @Override
        public String toString() {
            return "Basic";
        }
    }

    /** A token from {@code resetApiToken}, as it was handed out, with its {@code API-}. */
    record ApiToken(String token) implements Credentials {
        @Override
        public String toString() {
            return "ApiToken";
        }
    }

    /** A JWT of an identity provider: three parts, the first of which is JSON. */
    record Jwt(String token) implements Credentials {

        private static final Pattern FORM = Pattern.compile("ey[\\w-]+\\.[\\w-]*\\.[\\w-]*");

        @Override
        public String toString() {
            return "Jwt";
        }
    }

    /**
     * Empty without a header, and for forms that we do not know: such callers are anonymous.
     *
     * @throws Refused where a Basic header is malformed
     */
    static Optional<Credentials> of(@Nullable String header) {
        String[] parts = header == null ? new String[0] : header.strip().split(" +", 2);
        if (parts.length > 0 && parts[0].equalsIgnoreCase("Basic")) {
            return Optional.of(basic(parts.length == 1 ? "" : parts[1]));
        }
        if (parts.length == 2 && parts[0].equalsIgnoreCase("Bearer") && parts[1].startsWith("API-")) {
            return Optional.of(new ApiToken(parts[1]));
        }
        if (parts.length == 2 && parts[0].equalsIgnoreCase("Bearer") && Jwt.FORM.matcher(parts[1]).matches()) {
            return Optional.of(new Jwt(parts[1]));
        }
        return Optional.empty();
    }

    private static Basic basic(String encoded) {
        try {
            String[] pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8).split(":", 2);
            if (pair.length == 2) {
                return new Basic(pair[0], pair[1]);
            }
        } catch (IllegalArgumentException notBase64) {
            // told below
        }
        throw Refused.badRequest("The Basic Authorization header is malformed");
    }
}
