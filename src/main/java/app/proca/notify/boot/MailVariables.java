package app.proca.notify.boot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import app.proca.notify.mail.backend.SmtpServer;
import app.proca.notify.mail.backend.SmtpServer.Security;

/**
 * The environment variables of the instance's mailer. Proca has none: there the instance org needs a service. The URL has the
 * forms that a service's host has.
 */
final class MailVariables {

    static final String SERVER = "SMTP_URL";
    static final String CERTIFICATES = "SMTP_CACERTFILE";
    static final String SENDER = "MAIL_FROM";

    /** The TLS configuration that all mail servers share (SmtpClients). */
    private static final String TLS = "mail";

    private MailVariables() {}

    /** Quarkus' names for what is given; refuses what is wrong. */
    static Map<String, String> asQuarkusNamesIt(Function<String, Optional<String>> value) {
        Map<String, String> settings = new LinkedHashMap<>();
        value.apply(SERVER).map(MailVariables::server).ifPresent(server -> settings.putAll(mailer(server)));
        value.apply(CERTIFICATES).ifPresent(file -> {
            settings.put("quarkus.tls." + TLS + ".trust-store.pem.certs", file);
            settings.put("quarkus.mailer.tls-configuration-name", TLS);
        });
        value.apply(SENDER).map(MailVariables::sender).ifPresent(sender -> settings.put("proca.mail.from", sender));
        return settings;
    }

    private static SmtpServer server(String url) {
        try {
            return SmtpServer.parse(url);
        } catch (IllegalArgumentException wrong) {
            throw new WrongSetting(
                    SERVER + " " + wrong.getMessage() + ", with user:password@ before the host where it wants a log-in.");
        }
    }

    private static String sender(String address) {
        if (!address.matches("[^@\\s<>]+@[^@\\s<>]+")) {
            throw new WrongSetting(SENDER + " must be a mail address, like noreply@example.org.");
        }
        return address;
    }

    private static Map<String, String> mailer(SmtpServer server) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("proca.mail.default-backend", "mailer");
        settings.put("quarkus.mailer.host", server.host());
        settings.put("quarkus.mailer.port", Integer.toString(server.port()));
        settings.put("quarkus.mailer.tls", Boolean.toString(server.security() == Security.TLS));
        settings.put("quarkus.mailer.start-tls", switch (server.security()) {
            case IF_OFFERED -> "OPTIONAL";
            case STARTTLS -> "REQUIRED";
            case TLS -> "DISABLED";
        });
        settings.put("quarkus.mailer.trust-all", Boolean.toString(server.trustsAnyCertificate()));
        settings.put("quarkus.mailer.login", server.logsIn() ? "REQUIRED" : "NONE");
        if (server.logsIn()) {
            settings.put("quarkus.mailer.username", server.user());
            settings.put("quarkus.mailer.password", server.password());
        }
        return settings;
    }
}
