package app.proca.notify.key;

import java.util.Base64;

/**
 * The public key that personal data of an org is encrypted with.
 *
 * @param publicHalf base64url without padding, 32 bytes
 */
public record ActiveKey(long id, String publicHalf) {

    static ActiveKey of(PublicKey key) {
        if (key.publicHalf == null) {
            throw new IllegalStateException("public key " + key.id + " is active and has no public half");
        }
        return new ActiveKey(key.id, Base64.getUrlEncoder().withoutPadding().encodeToString(key.publicHalf));
    }
}
