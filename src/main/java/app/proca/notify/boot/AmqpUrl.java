package app.proca.notify.boot;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** {@code AMQP_URL}, checked. */
record AmqpUrl(String text) {

    static final String FORM = "AMQP_URL must look like amqp://user:password@host:5672/vhost (or amqps://;"
            + " the virtual host / is written %2f)";
    private static final Set<String> SCHEMES = Set.of("amqp", "amqps");

    static AmqpUrl parse(String given) {
        String text = given.strip();
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException failure) {
            // without the cause: its message repeats the URL, and the password in it
            throw new WrongSetting(FORM + "; this one has a character that has to be written as %XX.");
        }
        if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme())) {
            throw new WrongSetting(FORM + "; this one does not begin so.");
        }
        if (uri.getHost() == null) {
            throw new WrongSetting(
                    FORM + "; this one names no host, or its password holds a character that has to be written as %XX.");
        }
        if (uri.getRawPath() != null && uri.getRawPath().lastIndexOf('/') > 0) {
            throw new WrongSetting(FORM + "; this one has more than one part after the host.");
        }
        return new AmqpUrl(text);
    }

    /** Without user and password. */
    @Override
    public String toString() {
        URI uri = URI.create(text);
        return uri.getScheme() + "://" + uri.getHost();
    }
}
