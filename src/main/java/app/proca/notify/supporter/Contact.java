package app.proca.notify.supporter;

import java.util.List;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import app.proca.notify.database.Recorded;

/** An org's own copy of a supporter's personal data, with what the supporter agreed to. */
@Entity
@Table(name = "contacts")
public class Contact extends Recorded {

    @Column(name = "supporter_id")
    public Long supporterId;
    /** Null once that org was deleted. */
    @Column(name = "org_id")
    public @Nullable Long orgId;
    /** JSON; encrypted where there is a nonce. */
    public byte @Nullable [] payload;
    @Column(name = "crypto_nonce")
    public byte @Nullable [] cryptoNonce;
    /** The org's key that the payload was encrypted with. */
    @Column(name = "public_key_id")
    public @Nullable Long publicKeyId;
    /** The instance's key that signed. */
    @Column(name = "sign_key_id")
    public @Nullable Long signKeyId;
    @Column(name = "communication_consent")
    public @Nullable Boolean communicationConsent = false;
    @Column(name = "communication_scopes")
    public @Nullable List<String> communicationScopes = List.of();
    @Column(name = "delivery_consent")
    public boolean deliveryConsent;
}
