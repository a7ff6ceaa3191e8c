package app.proca.notify.mail.backend;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the instance sends mails. The mail server itself is {@code quarkus.mailer.*}, which {@code SMTP_URL} sets. */
@ConfigMapping(prefix = "proca.mail")
public interface MailSettings {

    /** What sends for the instance org where it has no e-mail backend of its own. */
    enum Default {
        /** The mail server that the environment names. */
        MAILER,
        /** The mailbox: nothing leaves the process. */
        MAILBOX
    }

    @WithDefault("mailer")
    Default defaultBackend();

    /** The sender where an org that sends has no address of its own; {@code noreply@} and the domain where it is not given. */
    Optional<String> from();
}
