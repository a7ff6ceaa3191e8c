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
 *
 * @param contact null where the org holds none: it still has to ask the supporter, or a moderator
 */
public record HeldContact(Supporter supporter, @Nullable Contact contact, @Nullable PublicKey encryptKey,
        @Nullable PublicKey signKey) {

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

    /** Of an org that holds no contact. */
    public static HeldContact none(Supporter supporter) {
        return new HeldContact(supporter, null, null, null);
    }

    /**
     * The supporter's fields that are in clear; those that the org's contact holds in clear beside them, and instead of
     * them: after delivery the supporter's own are cleared. A contact that is no JSON object tells nothing: it must not keep
     * the rest from being told.
     */
    Map<String, @Nullable Object> contactPart() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("area", supporter.area);
        fields.put("email", supporter.email);
        fields.put("firstName", supporter.firstName);
        if (!isEncrypted()) {
            fields.putAll(WireJson.objectIn(payloadText()).orElse(Map.of()));
        }
        fields.put("contactRef", Base64Url.of(supporter.fingerprint));
        fields.put("dupeRank", supporter.dupeRank);
        return fields;
    }

    /** The same for consumers of version 1, who read the contact themselves. */
    Map<String, @Nullable Object> contactPartV1() {
        Map<String, @Nullable Object> clear = contactPart();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("ref", clear.get("contactRef"));
        fields.put("firstName", clear.get("firstName"));
        fields.put("email", clear.get("email"));
        if (isEncrypted()) {
            fields.put("payload", contact == null ? null : Base64Url.of(contact.payload));
            fields.put("nonce", contact == null ? null : Base64Url.of(contact.cryptoNonce));
            fields.put("publicKey", encryptKey == null ? null : Base64Url.of(encryptKey.publicHalf));
            fields.put("signKey", signKey == null ? null : Base64Url.of(signKey.publicHalf));
        } else {
            fields.put("area", supporter.area);
            fields.put("payload", payloadText());
        }
        return fields;
    }

    @Nullable
    PersonalInfo personalInfo() {
        return contact != null && isEncrypted() ? new PersonalInfo(KeyPart.of(encryptKey), Base64Url.of(contact.cryptoNonce),
                Base64Url.of(contact.payload), KeyPart.of(signKey)) : null;
    }

    Privacy privacy(boolean withConsent) {
        return new Privacy(supporter.emailStatus == EmailStatus.NONE ? null : supporter.emailStatus.wireName(),
                supporter.emailStatusChanged == null ? null : Times.wire(supporter.emailStatusChanged),
                Times.wire(contact == null ? supporter.insertedAt : contact.insertedAt),
                contact != null && Boolean.TRUE.equals(contact.communicationConsent), withConsent);
    }

    private String payloadText() {
        return contact == null || contact.payload == null ? "" : new String(contact.payload, StandardCharsets.UTF_8);
    }

    private boolean isEncrypted() {
        return contact != null && contact.cryptoNonce != null;
    }
}
