package app.proca.notify.mail.backend;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;

/**
 * A mail server, as the {@code host} of an SMTP service or {@code SMTP_URL} names it (spec/processing.md).
 *
 * @param user empty where nobody logs in (<b>differs</b>: Proca always logs in)
 * @param password a secret
 */
public record SmtpServer(String host, int port, Security security, String user, String password) {

    /** How the connection is made private. */
    public enum Security {
        /** By STARTTLS where the server has it. */
        IF_OFFERED(25),
        /** By STARTTLS, or not at all. */
        STARTTLS(25),
        /** From the first byte. */
        TLS(465);

        private final int usualPort;

        Security(int usualPort) {
            this.usualPort = usualPort;
        }
    }

    /** What it must look like. */
    public static final String FORM = "must look like tls://host:port (ssl://, smtps:// and smtp:// do as well)";

    private static final Map<String, Security> SCHEMES = Map.of("tls", Security.STARTTLS, "ssl", Security.TLS,
            "smtps", Security.TLS, "smtp", Security.IF_OFFERED);
    private static final int HIGHEST_PORT = 65_535;
    /** Without OAuth's, for which nobody has a token: servers count what fails. */
    private static final String LOG_INS = "CRAM-SHA256 CRAM-SHA1 CRAM-MD5 DIGEST-MD5 PLAIN LOGIN";
    private static final int CONNECT_MS = 5_000;
    /** Of a session that says nothing any more. */
    private static final int IDLE_SECONDS = 30;

    /** @throws IllegalArgumentException where it is none; the message repeats nothing of it */
    public static SmtpServer parse(String url) {
        URI uri = uri(url.strip());
        Security security = uri.getScheme() == null ? null : SCHEMES.get(uri.getScheme());
        if (security == null || uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
            throw new IllegalArgumentException(FORM);
        }
        String[] login = uri.getRawUserInfo() == null ? new String[]{ "", "" } : (uri.getRawUserInfo() + ":").split(":", -1);
        return new SmtpServer(uri.getHost(), uri.getPort() < 0 ? security.usualPort : uri.getPort(), security,
                decoded(login[0]), decoded(login[1]));
    }

    /** The same server for somebody else; with an empty user it stays as it is. */
    public SmtpServer as(String otherUser, String otherPassword) {
        return otherUser.isEmpty() ? this : new SmtpServer(host, port, security, otherUser, otherPassword);
    }

    public boolean logsIn() {
        return !user.isEmpty();
    }

    /**
     * STARTTLS that any eavesdropper could strip proves nothing about the server, so its certificate is not looked at (as
     * mail servers do among themselves); unless a password goes through it.
     */
    public boolean trustsAnyCertificate() {
        return security == Security.IF_OFFERED && !logsIn();
    }

    /** @return without whom to trust, which is not the server's business */
    MailConfig config() {
        MailConfig config = new MailConfig(host, port)
                .setSsl(security == Security.TLS)
                .setStarttls(switch (security) {
                    case IF_OFFERED -> StartTLSOptions.OPTIONAL;
                    case STARTTLS -> StartTLSOptions.REQUIRED;
                    case TLS -> StartTLSOptions.DISABLED;
                })
                .setLogin(logsIn() ? LoginOption.REQUIRED : LoginOption.NONE)
                .setTrustAll(trustsAnyCertificate())
                // Its reader takes a refusal of several lines for several answers
                .setPipelining(false);
        config.setConnectTimeout(CONNECT_MS);
        config.setIdleTimeout(IDLE_SECONDS);
        return logsIn() ? config.setUsername(user).setPassword(password).setAuthMethods(LOG_INS) : config;
    }

    /** Without user and password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException failure) {
            // without the cause: its message repeats the URL, and the password in it
            throw new IllegalArgumentException(FORM);
        }
    }

    private static String decoded(@Nullable String part) {
        try {
            return part == null ? "" : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException wrongPercent) {
            throw new IllegalArgumentException(FORM);
        }
    }
}
