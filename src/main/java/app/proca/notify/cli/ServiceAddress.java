package app.proca.notify.cli;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Where the service's API is, and who asks it. Passwords and tokens come from a file or the environment, never from an argument,
 * and are never printed.
 *
 * @param authorization the header
 */
record ServiceAddress(URI api, String authorization) {

    static final String URL = "PROCA_URL";
    private static final String TOKEN = "PROCA_TOKEN";
    private static final String EMAIL = "ADMIN_EMAIL";
    private static final String PASSWORD = "ADMIN_PASSWORD";
    private static final String PORT = "PORT";
    private static final Pattern THIS_MACHINE =
            Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);

    /**
     * The token of the file, where one is given; else {@code PROCA_TOKEN}; else the service's own first administrator.
     *
     * @param url of the service; null: {@code PROCA_URL}, or this machine
     * @param insecure whether it may all go over a network in clear
     */
    static ServiceAddress find(@Nullable String url, boolean insecure, @Nullable Path tokenFile,
            Function<String, @Nullable String> environment) {
        String base = url != null ? url
                : Sources.given(environment, URL)
                        .orElseGet(() -> "http://localhost:" + Sources.given(environment, PORT).orElse("4000"));
        URI api = api(base);
        if (!insecure) {
            requirePrivate(api);
        }
        return new ServiceAddress(api, authorization(tokenFile, environment));
    }

    /** Without whom it asks for. */
    @Override
    public String toString() {
        return api.toString();
    }

    private static URI api(String base) {
        try {
            URI uri = URI.create(base.replaceAll("/+$", "") + "/api");
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null
                    && uri.getFragment() == null) {
                return uri;
            }
        } catch (IllegalArgumentException wrong) {
            // told below, without the text: it may hold a password
        }
        throw new WrongAddress("The address of the service looks like https://act.example.org, without /api, user or password: "
                + "give it by --url or " + URL + ".");
    }

    private static void requirePrivate(URI api) {
        if ("http".equals(api.getScheme()) && !THIS_MACHINE.matcher(api.getHost()).matches()) {
            throw new WrongAddress(
                    "Who is on the way to " + api.getHost() + " could read the password or token over http: give an "
                            + "https address, or, in a network where nobody else is, --insecure.");
        }
    }

    private static String authorization(@Nullable Path tokenFile, Function<String, @Nullable String> environment) {
        Optional<String> token =
                tokenFile == null ? Sources.given(environment, TOKEN) : Optional.of(Sources.read(tokenFile, "--token-file"));
        return token.map(text -> "Bearer " + oneLine(text)).or(() -> basic(environment))
                .orElseThrow(
                        () -> new WrongAddress("Who asks? Set " + TOKEN + " to a token from resetApiToken, or name a file that "
                                + "holds it with --token-file, or set " + EMAIL + " and " + PASSWORD + "."));
    }

    private static Optional<String> basic(Function<String, @Nullable String> environment) {
        return Sources.given(environment, EMAIL).flatMap(email -> Sources.given(environment, PASSWORD)
                .map(password -> "Basic "
                        + Base64.getEncoder().encodeToString((email + ":" + password).getBytes(StandardCharsets.UTF_8))));
    }

    /** A header has one line. */
    private static String oneLine(String token) {
        if (!token.matches("[!-~]+")) {
            throw new WrongAddress("A token is one word, like API-… from resetApiToken: neither " + TOKEN
                    + " nor the file of --token-file may hold anything else.");
        }
        return token;
    }
}
