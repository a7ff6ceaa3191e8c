package app.proca.notify.action;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

import app.proca.notify.supporter.Supporter;

/**
 * What a link in a mail to a supporter says: the action that the mail was about, and the reference that shows that the link is
 * the supporter's.
 *
 * @param contactRef the supporter's fingerprint, base64url without padding
 */
public record MailLink(long actionId, String contactRef) {

    /** Compares in a time that does not tell how much of a guess was right. */
    boolean isOf(Supporter supporter) {
        byte[] right = Base64.getUrlEncoder().withoutPadding().encode(supporter.fingerprint);
        return MessageDigest.isEqual(right, contactRef.getBytes(StandardCharsets.UTF_8));
    }
}
