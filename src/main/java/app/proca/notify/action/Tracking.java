package app.proca.notify.action;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.Text;

/** Where somebody says they came from: the five texts by which {@link Source sources} are told apart. */
public record Tracking(String source, String medium, String campaign, String content, String location) {

    private static final String UNKNOWN = "unknown";
    private static final int LONGEST = 255;

    /** What a page says, before anything is filled in. */
    public record Given(@Nullable String source, @Nullable String medium, @Nullable String campaign, @Nullable String content,
            @Nullable String location) {

        static final Given NOTHING = new Given(null, null, null, null, null);
    }

    /**
     * In the stored form; empty where neither the page nor the browser says anything.
     *
     * @param referer of the request, as the browser sent it
     */
    public static Optional<Tracking> of(@Nullable Given given, @Nullable String referer) {
        URI from = web(referer);
        if (given == null && from == null) {
            return Optional.empty();
        }
        Given said = given == null ? Given.NOTHING : given;
        return Optional.of(new Tracking(text(said.source(), UNKNOWN), text(said.medium(), UNKNOWN),
                text(said.campaign(), UNKNOWN), text(said.content(), ""),
                Text.cut(location(web(said.location()), from), LONGEST)));
    }

    /** What the page says, unless the browser knows that it is not there. */
    private static String location(@Nullable URI said, @Nullable URI referer) {
        if (said == null) {
            return referer == null ? "" : bare(referer);
        }
        return referer == null || isUnder(said, referer) ? bare(said) : bare(referer);
    }

    private static boolean isUnder(URI said, URI referer) {
        return scheme(said).equals(scheme(referer)) && host(said).equals(host(referer)) && said.getPort() == referer.getPort()
                && path(said).startsWith(path(referer));
    }

    /** Only pages of the web: whoever is led back there shall not be led anywhere else. */
    private static @Nullable URI web(@Nullable String address) {
        if (address == null) {
            return null;
        }
        try {
            // a query may have anything in it, and is dropped
            URI uri = new URI(address.strip().replaceFirst("(?s)[?#].*", ""));
            return uri.getHost() != null && (scheme(uri).equals("http") || scheme(uri).equals("https")) ? uri : null;
        } catch (URISyntaxException notAnAddress) {
            return null;
        }
    }

    /** Without user, query and fragment. */
    private static String bare(URI uri) {
        return scheme(uri) + "://" + host(uri) + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                + Objects.requireNonNullElse(uri.getRawPath(), "");
    }

    private static String scheme(URI uri) {
        return Objects.requireNonNullElse(uri.getScheme(), "").toLowerCase(Locale.ROOT);
    }

    private static String host(URI uri) {
        return uri.getHost().toLowerCase(Locale.ROOT);
    }

    private static String path(URI uri) {
        String path = uri.getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    private static String text(@Nullable String given, String absent) {
        String text = given == null ? "" : Text.cut(given, LONGEST);
        return text.isBlank() ? absent : text;
    }
}
