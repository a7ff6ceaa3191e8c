package app.proca.notify.supporter;

import java.util.Base64;

import app.proca.notify.common.ClientFault;

/** A reference to a supporter, or to one who is not known yet: bytes, on the wire as base64url without padding. */
public final class ContactRef {

    private static final int LONGEST = 255;

    private ContactRef() {}

    /** As it goes out. */
    public static String of(byte[] reference) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(reference);
    }

    /** @throws ClientFault where it is none */
    public static byte[] decode(String text) {
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(text);
            if (decoded.length > 0 && text.length() <= LONGEST) {
                return decoded;
            }
        } catch (IllegalArgumentException broken) {
            // told below
        }
        throw ClientFault.plain("contact_ref: Cannot decode from Base64url");
    }
}
