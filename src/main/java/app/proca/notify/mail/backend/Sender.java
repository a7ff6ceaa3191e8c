package app.proca.notify.mail.backend;

import org.jspecify.annotations.Nullable;

import app.proca.notify.mail.letter.MailAddress;

/**
 * Who a mail of an org comes from, and what it goes through.
 *
 * @param replyTo null where answers go to {@code from}, or nowhere
 */
public record Sender(MailAddress from, @Nullable MailAddress replyTo, MailBackend backend) {}
