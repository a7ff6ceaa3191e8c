package app.proca.notify.key;

import java.security.Key;

import software.pando.crypto.nacl.SecretBox;

/**
 * Encrypts for one org: NaCl {@code crypto_box} (X25519, XSalsa20, Poly1305) from the instance's key to the org's. What both
 * keys agree on is worked out once, and kept.
 */
public final class Seal {

    private final long publicKeyId;
    private final long signKeyId;
    private final Key agreed;
    private final Nonces nonces;

    Seal(long publicKeyId, long signKeyId, Key agreed, Nonces nonces) {
        this.publicKeyId = publicKeyId;
        this.signKeyId = signKeyId;
        this.agreed = agreed;
        this.nonces = nonces;
    }

    /** The data as {@code @proca/crypto} opens it: 16 bytes longer, with a nonce of its own. */
    public Sealed seal(byte[] clear) {
        byte[] nonce = nonces.next();
        // Not closed: that would wipe the nonce, and the box holds nothing secret
        SecretBox box = SecretBox.encrypt(agreed, nonce, clear);
        return new Sealed(box.getCiphertextWithTag(), nonce, publicKeyId, signKeyId);
    }
}
