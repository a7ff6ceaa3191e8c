package app.proca.notify.api.phoenix;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.vertx.core.MultiMap;

/** What a client of the Phoenix socket shows of itself: browsers can set no header on a socket. */
final class Shown {

    /** Of a socket's client that has a token which is to stand in no address. */
    static final String SUBPROTOCOL = "phoenix";
    private static final Pattern IN_SUBPROTOCOL = Pattern.compile("(?:^|.*[, ])base64url\\.bearer\\.phx\\.([\\w+/-]+).*");
    private static final Pattern SCHEME = Pattern.compile("(?i)(basic|bearer) .*");

    private Shown() {}

    /**
     * As in an {@code Authorization} header; the first of: the connection's parameters {@code authorization} and
     * {@code token}, the token among the subprotocols, the header. Null where nothing is shown.
     */
    static @Nullable String authorization(MultiMap params, MultiMap headers) {
        return Stream.of(given(params.get("authorization")), given(params.get("Authorization")),
                given(params.get("token")).map(Shown::withScheme),
                given(headers.get("Sec-WebSocket-Protocol")).flatMap(Shown::bearer).map(Shown::withScheme),
                given(headers.get("Authorization")))
                .flatMap(Optional::stream).findFirst().orElse(null);
    }

    private static Optional<String> given(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }

    private static String withScheme(String token) {
        return SCHEME.matcher(token).matches() ? token : "Bearer " + token;
    }

    private static Optional<String> bearer(String subprotocols) {
        Matcher token = IN_SUBPROTOCOL.matcher(subprotocols);
        if (!token.matches()) {
            return Optional.empty();
        }
        try {
            // named after the alphabet for addresses, but Phoenix's own client uses the other one
            return Optional.of(new String(Base64.getUrlDecoder().decode(token.group(1).replace('+', '-').replace('/', '_')),
                    StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            // shows nothing that we know
            return Optional.empty();
        }
    }
}
