package app.proca.notify.mail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.WireJson;
import app.proca.notify.outbox.Channel;
import app.proca.notify.outbox.NewNotification;
import app.proca.notify.outbox.Notification;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A decision to write to somebody: which template, to whom, and the facts that the template may tell, as they are at the
 * commit. Wording and sender are the sending org's when it is sent.
 *
 * @param senderId the org that sends: its backend, its address, its templates
 * @param template name of the template; one of the sending org's, else a built-in one
 * @param locale which of that name; null for none in particular
 * @param name of the recipient, shown beside the address
 * @param email of the recipient; checked when the mail is sent: a wrong one parks this mail and fails no transaction
 * @param about what it is about: {@code confirm:5}; named where the mail cannot be sent
 * @param fields what the template is filled with: texts, numbers, booleans, lists and maps of those; camelCase
 * @param unsubscribe where a POST takes the recipient off the list; null where they are on none
 */
@RegisterForReflection
public record NewMail(long senderId, String template, @Nullable String locale, String name, String email, String about,
        Map<String, Object> fields, @Nullable String unsubscribe) {

    private static final int KEY_BYTES = 6;

    public NewMail {
        fields = Map.copyOf(fields);
    }

    /** To an address whose owner's name is not known: the part before the {@code @} stands for it, as in Proca. */
    public static NewMail of(long senderId, String template, String email, String about, Map<String, Object> fields) {
        return new NewMail(senderId, template, null, email.split("@", 2)[0], email, about, fields, null);
    }

    /** Addressed by this name. */
    public NewMail to(String otherName) {
        return new NewMail(senderId, template, locale, otherName, email, about, fields, unsubscribe);
    }

    /** In this language, where the template is there in it. */
    public NewMail in(@Nullable String otherLocale) {
        return new NewMail(senderId, template, otherLocale, name, email, about, fields, unsubscribe);
    }

    /** To somebody who is on a list, and how they leave it. */
    public NewMail withUnsubscribe(String link) {
        return new NewMail(senderId, template, locale, name, email, about, fields, link);
    }

    /**
     * For {@link app.proca.notify.outbox.Outbox#tell}. Nothing waits for it but later mails about the same to the same
     * recipient.
     */
    public NewNotification notification() {
        return new NewNotification(Channel.MAIL, senderId, "mail:" + about + ":" + recipientKey(), template, "org:" + senderId,
                null, WireJson.write(this));
    }

    static NewMail read(Notification notification) {
        return WireJson.read(notification.body(), NewMail.class);
    }

    /** Tells recipients apart in a column that operators read and logs may show, without saying who they are. */
    private String recipientKey() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(email.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, KEY_BYTES);
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException("every Java has SHA-256", failure);
        }
    }
}
