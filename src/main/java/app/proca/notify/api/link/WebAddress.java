package app.proca.notify.api.link;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A page on the web that a supporter is led to: of any site, by http or https and nothing else, and without a log-in, which
 * would make one site look like another.
 */
record WebAddress(URI uri) {

    private static final List<String> SCHEMES = List.of("http", "https");
    private static final Pattern SITE = Pattern.compile("(?:[A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?");

    /** Empty where the text is no such address, or not one that browsers all read in the same way. */
    static Optional<WebAddress> of(String text) {
        try {
            return Optional.of(new URI(text)).filter(WebAddress::isOfTheWeb).map(WebAddress::new);
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }

    /** The address with more in its query, before what it has there itself. */
    String with(String query) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + path + "?" + query
                + continued("&", uri.getRawQuery()) + continued("#", uri.getRawFragment())).toASCIIString();
    }

    private static String continued(String separator, @Nullable String part) {
        return part == null || part.isEmpty() ? "" : separator + part;
    }

    private static boolean isOfTheWeb(URI uri) {
        return uri.getScheme() != null && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                && uri.getRawAuthority() != null && SITE.matcher(uri.getRawAuthority()).matches();
    }
}
