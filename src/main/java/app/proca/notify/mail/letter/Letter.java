package app.proca.notify.mail.letter;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A mail, ready to be sent. Sent twice it is the same mail twice: id and date do not change, so that a mail program, and an
 * operator, can tell.
 *
 * @param messageId with its angle brackets
 * @param date when there was something to tell
 * @param text the plain body; null where there is only HTML
 * @param unsubscribe where a POST, or a visit, takes the recipient off the list (RFC 8058); null where they are on none
 * @param customId what a mail provider names in the news of the mail, like {@code action:2}; null for none
 * @param traceparent the trace that it is part of; null where nobody traces
 */
public record Letter(String messageId, Instant date, MailAddress from, MailAddress to, @Nullable MailAddress replyTo,
        String subject, @Nullable String text, String html, @Nullable String unsubscribe, @Nullable String customId,
        @Nullable String traceparent) {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final Pattern ID = Pattern.compile("<[A-Za-z0-9._:-]+@[A-Za-z0-9.-]+>");
    private static final Pattern CUSTOM_ID = Pattern.compile("[A-Za-z0-9._:-]{1,255}");
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f-]{1,100}");
    private static final Pattern LINK = Pattern.compile("https?://[!-;=?-~]+");

    /** @throws IllegalArgumentException where a header could not hold its value */
    public Letter {
        if (!ID.matcher(messageId).matches()) {
            throw new IllegalArgumentException("a message id has a wrong form: " + messageId);
        }
        if (unsubscribe != null && !LINK.matcher(unsubscribe).matches()) {
            throw new IllegalArgumentException("the link to unsubscribe has a wrong form");
        }
        if (customId != null && !CUSTOM_ID.matcher(customId).matches()) {
            throw new IllegalArgumentException("a custom id has a wrong form: " + customId);
        }
        if (traceparent != null && !TRACEPARENT.matcher(traceparent).matches()) {
            throw new IllegalArgumentException("a traceparent has a wrong form");
        }
        text = text == null ? null : lines(text);
        html = lines(html);
    }

    /** A mail of no trace. */
    public Letter(String messageId, Instant date, MailAddress from, MailAddress to, @Nullable MailAddress replyTo,
            String subject, @Nullable String text, String html, @Nullable String unsubscribe, @Nullable String customId) {
        this(messageId, date, from, to, replyTo, subject, text, html, unsubscribe, customId, null);
    }

    /** The same mail, as a part of a trace. */
    public Letter tracedBy(@Nullable String trace) {
        return new Letter(messageId, date, from, to, replyTo, subject, text, html, unsubscribe, customId, trace);
    }

    /** A mail whose news nobody follows. */
    public Letter(String messageId, Instant date, MailAddress from, MailAddress to, @Nullable MailAddress replyTo,
            String subject, @Nullable String text, String html, @Nullable String unsubscribe) {
        this(messageId, date, from, to, replyTo, subject, text, html, unsubscribe, null, null);
    }

    /** All but those that say how the bodies are laid out; in ASCII, folded. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Date", DATE.format(date));
        headers.put("From", from.header());
        headers.put("To", to.header());
        if (replyTo != null) {
            headers.put("Reply-To", replyTo.header());
        }
        headers.put("Subject", HeaderText.unstructured(subject));
        headers.put("Message-ID", messageId);
        if (unsubscribe == null) {
            // No list and no person behind it: absence notes stay at home (RFC 3834)
            headers.put("Auto-Submitted", "auto-generated");
        } else {
            headers.put("List-Unsubscribe", "<" + unsubscribe + ">");
            headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        if (customId != null) {
            // Mailjet's and Brevo's mail servers tell it in the news of bounces
            headers.put("X-MJ-CustomID", customId);
            headers.put("X-Mailin-Tag", customId);
        }
        if (traceparent != null) {
            headers.put("traceparent", traceparent);
        }
        return headers;
    }

    /** Lines end one way; whoever sends ends them as the protocol wants it. */
    private static String lines(String body) {
        return body.replace("\r\n", "\n").replace('\r', '\n');
    }
}
