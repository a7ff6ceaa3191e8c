package app.proca.notify.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.WireJson;

/** Where a service's webhook is for one message: its URL with the tags filled. Pure. */
final class WebhookUrl {

    private static final Pattern TAG = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");
    private static final Pattern ORIGIN = Pattern.compile("(https?://[^/?#]+)/?", Pattern.CASE_INSENSITIVE);
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private WebhookUrl() {}

    /**
     * Fills each {@code {{name}}} with the message's top-level text or number of that name, URL-encoded; with nothing where
     * there is none.
     *
     * @param host the service's: the URL
     * @param path the service's: used where the URL has none of its own
     * @throws IllegalArgumentException where that is no http or https URL; it says nothing of the message
     */
    static URI of(String host, @Nullable String path, Map<String, Object> fields) {
        try {
            URI url = new URI(fill(joined(host.strip(), path == null ? "" : path.strip()), fields));
            if (url.getScheme() == null || !SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT)) || url.getHost() == null
                    || url.getRawUserInfo() != null) {
                throw noUrl();
            }
            return url;
        } catch (URISyntaxException wrong) {
            throw noUrl();
        }
    }

    private static String joined(String host, String path) {
        Matcher origin = ORIGIN.matcher(host);
        return path.isEmpty() || !origin.matches() ? host
                : origin.group(1) + (path.startsWith("/") ? path : "/" + path);
    }

    private static String fill(String template, Map<String, Object> fields) {
        return TAG.matcher(template).replaceAll(tag -> Matcher.quoteReplacement(encoded(fields.get(tag.group(1)))));
    }

    private static String encoded(@Nullable Object value) {
        if (value instanceof String text) {
            // the form that is right in a path and in a query
            return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        }
        return value instanceof Number number ? WireJson.write(number) : "";
    }

    private static IllegalArgumentException noUrl() {
        return new IllegalArgumentException("is not an http or https URL without a user");
    }
}
