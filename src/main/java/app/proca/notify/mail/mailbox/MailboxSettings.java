package app.proca.notify.mail.mailbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether the mailbox can be looked at. */
@ConfigMapping(prefix = "proca.mailbox")
public interface MailboxSettings {

    /** True serves {@code /mailbox} to everyone who can reach it: mails, with the codes in them. For development. */
    @WithDefault("false")
    boolean page();
}
