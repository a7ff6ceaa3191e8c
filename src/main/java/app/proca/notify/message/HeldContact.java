package app.proca.notify.message;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonProperty;

import app.proca.notify.common.Times;
import app.proca.notify.common.WireJson;
import app.proca.notify.key.PublicKey;
import app.proca.notify.supporter.Contact;
import app.proca.notify.supporter.EmailStatus;
import app.proca.notify.supporter.Supporter;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A supporter as one org sees them: the org's own contact, with the keys that it was encrypted and signed with, null where
 * it is stored in clear.
 */
public record HeldContact(Supporter supporter, Contact contact, @Nullable PublicKey encryptKey, @Nullable PublicKey signKey) {

    /** A key by its id and public half. */
    @RegisterForReflection
    public record KeyPart(long id, @Nullable @JsonProperty("public") String publicHalf) {

        static @Nullable KeyPart of(@Nullable PublicKey key) {
            return key == null ? null : new KeyPart(key.id, Base64Url.of(key.publicHalf));
        }
    }

    /** The encrypted contact. */
    @RegisterForReflection
    public record PersonalInfo(@Nullable KeyPart encryptKey, @Nullable String nonce, @Nullable String payload,
            @Nullable KeyPart signKey) {}

    /** What the supporter agreed to, and what is known of the address. */
    @RegisterForReflection
    public record Privacy(@Nullable String emailStatus, @Nullable String emailStatusChanged, String givenAt, boolean optIn,
            boolean withConsent) {}

    /**
     * The supporter's fields that are in clear; those that the org's contact holds in clear beside them, and instead of
     * them: after delivery the supporter's own are cleared.
     */
    Map<String, @Nullable Object> contactPart() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("area", supporter.area);
        fields.put("email", supporter.email);
        fields.put("firstName", supporter.firstName);
        if (contact.payload != null && !isEncrypted()) {
            fields.putAll(WireJson.object(new String(contact.payload, StandardCharsets.UTF_8)));
        }
        fields.put("contactRef", Base64Url.of(supporter.fingerprint));
        fields.put("dupeRank", supporter.dupeRank);
        return fields;
    }

    @Nullable
    PersonalInfo personalInfo() {
        return isEncrypted() ? new PersonalInfo(KeyPart.of(encryptKey), Base64Url.of(contact.cryptoNonce),
                Base64Url.of(contact.payload), KeyPart.of(signKey)) : null;
    }

    Privacy privacy(boolean withConsent) {
        return new Privacy(supporter.emailStatus == EmailStatus.NONE ? null : supporter.emailStatus.wireName(),
                supporter.emailStatusChanged == null ? null : Times.wire(supporter.emailStatusChanged),
                Times.wire(contact.insertedAt), Boolean.TRUE.equals(contact.communicationConsent), withConsent);
    }

    private boolean isEncrypted() {
        return contact.cryptoNonce != null;
    }
}
