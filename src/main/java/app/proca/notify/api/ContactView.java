package app.proca.notify.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.key.PublicKey;
import app.proca.notify.supporter.Contact;
import app.proca.notify.supporter.Supporter;

/** An org's own copy of a supporter's personal data. Binary values are base64url without padding. */
@Type("Contact")
public class ContactView {

    private final Supporter supporter;
    private final Contact contact;
    private final @Nullable PublicKey encryptKey;
    private final @Nullable PublicKey signedWith;

    ContactView(Supporter supporter, Contact contact, @Nullable PublicKey encryptKey, @Nullable PublicKey signedWith) {
        this.supporter = supporter;
        this.contact = contact;
        this.encryptKey = encryptKey;
        this.signedWith = signedWith;
    }

    /** The same for the same person. */
    @Id
    @NonNull
    public String getContactRef() {
        return encoded(supporter.fingerprint);
    }

    /** JSON; encrypted where there is a nonce. */
    @NonNull
    public String getPayload() {
        byte[] payload = contact.payload == null ? new byte[0] : contact.payload;
        return contact.cryptoNonce == null ? new String(payload, StandardCharsets.UTF_8) : encoded(payload);
    }

    public @Nullable String getNonce() {
        return contact.cryptoNonce == null ? null : encoded(contact.cryptoNonce);
    }

    /** The org's key that it was encrypted with. */
    public @Nullable KeyIds getPublicKey() {
        return encryptKey == null ? null : new KeyIds(encryptKey);
    }

    /** The instance's key that it was encrypted with. */
    public @Nullable KeyIds getSignKey() {
        return signedWith == null ? null : new KeyIds(signedWith);
    }

    /** How many accepted supporters of the campaign were the same person before; null while that is not known. */
    public @Nullable Integer getDupeRank() {
        return supporter.dupeRank;
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A key by its id and public half. */
    @Type("KeyIds")
    public static class KeyIds {

        private final PublicKey key;

        KeyIds(PublicKey key) {
            this.key = key;
        }

        public int getId() {
            return key.id.intValue();
        }

        @NonNull
        public String getPublic() {
            return encoded(key.publicHalf == null ? new byte[0] : key.publicHalf);
        }
    }
}
