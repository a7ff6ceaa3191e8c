package app.proca.notify.cli.smoke.receipt;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail, as far as it matters here.
 *
 * @param to one recipient
 * @param text all that it says, decoded: headers, text and HTML may stand in it
 */
public record Mail(String to, String text) {

    private static final Pattern QUOTED = Pattern.compile("=([0-9A-F]{2})");
    private static final Pattern LINK = Pattern.compile("https?://[^\\s\"'<>]+(/link/[^\\s\"'<>]+)");

    /** From what went over the wire: quoted-printable, or in clear. */
    static Mail of(String to, String source) {
        String joined = source.replace("=\r\n", "").replace("=\n", "");
        Matcher quoted = QUOTED.matcher(joined);
        byte[] bytes = quoted.replaceAll(byteOf -> Matcher.quoteReplacement(
                String.valueOf((char) Integer.parseInt(byteOf.group(1), 16)))).getBytes(StandardCharsets.ISO_8859_1);
        return new Mail(to, new String(bytes, StandardCharsets.UTF_8));
    }

    /** The path of the first link of that kind, to be followed at the service that is looked at: {@code /link/d/…}. */
    public Optional<URI> link(String kind) {
        Matcher links = LINK.matcher(text);
        while (links.find()) {
            if (links.group(1).startsWith("/link/" + kind + "/")) {
                return Optional.of(URI.create(links.group(1)));
            }
        }
        return Optional.empty();
    }
}
