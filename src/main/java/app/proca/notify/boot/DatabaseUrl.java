package app.proca.notify.boot;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * {@code DATABASE_URL}, in the form that PostgreSQL's tools take or in Proca's ({@code ecto://}), for the two clients that
 * the service has.
 */
public record DatabaseUrl(String host, int port, String database, String user, String password, Map<String, String> options) {

    static final String FORM = "DATABASE_URL must look like postgresql://user:password@host:5432/database"
            + " (postgres:// and ecto:// do as well)";
    private static final Set<String> SCHEMES = Set.of("postgresql", "postgres", "ecto");
    private static final int USUAL_PORT = 5432;
    /** What the drivers call it; Proca says {@code ssl=true}. */
    private static final String SSL_MODE = "sslmode";
    /** The certificates that the server's has to be signed by. */
    private static final String ROOT_CERTIFICATES = "sslrootcert";
    private static final Set<String> VERIFYING = Set.of("verify-ca", "verify-full");
    private static final Set<String> SSL_MODES = Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    public DatabaseUrl {
        options = Map.copyOf(options);
    }

    /** Refuses what is not the URL of a PostgreSQL database. */
    public static DatabaseUrl parse(String text) {
        URI uri = uri(text.strip());
        if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme())) {
            throw new WrongSetting(FORM + "; this one does not begin so.");
        }
        if (uri.getHost() == null) {
            throw new WrongSetting(
                    FORM + "; this one names no host, or its password holds a character that has to be written as %XX.");
        }
        String database = uri.getRawPath() == null ? "" : decoded(uri.getRawPath()).replaceFirst("^/", "");
        if (database.isBlank() || database.contains("/")) {
            throw new WrongSetting(FORM + "; this one names no database after the host.");
        }
        String[] login = uri.getRawUserInfo() == null ? new String[0] : uri.getRawUserInfo().split(":", 2);
        return new DatabaseUrl(uri.getHost(), uri.getPort() < 0 ? USUAL_PORT : uri.getPort(), database,
                login.length > 0 ? decoded(login[0]) : "", login.length > 1 ? decoded(login[1]) : "", options(uri.getRawQuery()));
    }

    /** For Flyway; without user and password. */
    public String jdbc() {
        return "jdbc:postgresql://" + address(options);
    }

    /** For the reactive client, which is told otherwise whom to trust; without user and password. */
    public String reactive() {
        Map<String, String> known = new TreeMap<>(options);
        known.remove(ROOT_CERTIFICATES);
        return "postgresql://" + address(known);
    }

    /** What Quarkus needs to reach the database with both clients. */
    Map<String, String> asQuarkusNamesIt() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("quarkus.datasource.jdbc.url", jdbc());
        settings.put("quarkus.datasource.reactive.url", reactive());
        if (VERIFYING.contains(options.getOrDefault(SSL_MODE, ""))) {
            settings.put("quarkus.datasource.reactive.trust-certificate-pem", "true");
            settings.put("quarkus.datasource.reactive.trust-certificate-pem.certs", options.get(ROOT_CERTIFICATES));
            settings.put("quarkus.datasource.reactive.hostname-verification-algorithm",
                    "verify-full".equals(options.get(SSL_MODE)) ? "HTTPS" : "NONE");
        }
        if (!user.isEmpty()) {
            settings.put("quarkus.datasource.username", user);
        }
        if (!password.isEmpty()) {
            settings.put("quarkus.datasource.password", password);
        }
        return settings;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return reactive();
    }

    private String address(Map<String, String> options) {
        String query = new TreeMap<>(options).entrySet().stream()
                .map(option -> option.getKey() + "=" + encoded(option.getValue()))
                .collect(Collectors.joining("&"));
        return host + ":" + port + "/" + encoded(database) + (query.isEmpty() ? "" : "?" + query);
    }

    private static Map<String, String> options(@Nullable String query) {
        Map<String, String> options = new LinkedHashMap<>();
        if (query == null) {
            return options;
        }
        for (String option : query.split("&", -1)) {
            String[] pair = option.split("=", 2);
            String value = pair.length > 1 ? decoded(pair[1]) : "";
            switch (pair[0]) {
                case "ssl" -> options.putIfAbsent(SSL_MODE, Boolean.parseBoolean(value) ? "require" : "disable");
                case SSL_MODE -> options.put(SSL_MODE, sslMode(value));
                case ROOT_CERTIFICATES -> options.put(ROOT_CERTIFICATES, readable(value));
                // of Ecto's pool, which is not ours
                case "pool_size", "" -> {
                }
                default -> throw new WrongSetting("DATABASE_URL has the option " + pair[0] + ", which is not known here: "
                        + "it takes ssl=true, sslmode=require and its like, and sslrootcert.");
            }
        }
        if (VERIFYING.contains(options.getOrDefault(SSL_MODE, "")) && !options.containsKey(ROOT_CERTIFICATES)) {
            throw new WrongSetting(
                    "DATABASE_URL has sslmode=" + options.get(SSL_MODE) + ", but does not say with which certificates: "
                            + "sslrootcert=/path/to/ca.pem.");
        }
        return options;
    }

    private static String sslMode(String value) {
        if (!SSL_MODES.contains(value)) {
            throw new WrongSetting("DATABASE_URL has an sslmode that is not known: it takes " + new TreeSet<>(SSL_MODES) + ".");
        }
        return value;
    }

    private static String readable(String file) {
        if (!Files.isReadable(Path.of(file))) {
            throw new WrongSetting("DATABASE_URL has an sslrootcert that cannot be read: " + file + ".");
        }
        return file;
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException failure) {
            // without the cause: its message repeats the URL, and the password in it
            throw new WrongSetting(FORM + "; this one has a character that has to be written as %XX.");
        }
    }

    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException wrongPercent) {
            throw new WrongSetting(FORM + "; this one has a % that is not followed by two hexadecimal digits.");
        }
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
