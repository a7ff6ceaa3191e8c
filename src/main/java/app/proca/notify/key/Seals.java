package app.proca.notify.key;

import java.security.Key;
import java.util.Base64;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import app.proca.notify.common.ClientFault;
import app.proca.notify.org.InstanceOrg;
import io.smallrye.mutiny.Uni;
import software.pando.crypto.nacl.CryptoBox;

/** Finds out with what an org's personal data is to be encrypted, by the dictionary of active keys. */
@ApplicationScoped
public class Seals {

    private static final int AGREED_PAIRS = 10_000;

    private final ActiveKeys keys;
    private final InstanceOrg instance;
    private final Nonces nonces;
    /** By the ids of keys, whose halves never change. */
    private final Cache<Pair, Key> agreed = Caffeine.newBuilder().maximumSize(AGREED_PAIRS).build();

    private record Pair(long publicKeyId, long signKeyId) {}

    Seals(ActiveKeys keys, InstanceOrg instance, Nonces nonces) {
        this.keys = keys;
        this.instance = instance;
        this.nonces = nonces;
    }

    /**
     * Empty where the org takes its data in clear. Fails with a {@link ClientFault} where the org has a key and the instance
     * has none to encrypt from: data that should be encrypted is not stored in clear.
     */
    public Uni<Optional<Seal>> of(long orgId) {
        return keys.of(orgId).chain(key -> key.isEmpty() ? Uni.createFrom().item(Optional.empty())
                : signing().map(signing -> Optional.of(seal(key.get(), signing))));
    }

    private Uni<SigningKey> signing() {
        return instance.id().chain(keys::signing)
                .map(signing -> signing.orElseThrow(() -> ClientFault.coded("no_signing_key",
                        "Personal data for this organisation is encrypted, and the instance has no active key to do so. Nothing"
                                + " was stored. Who runs the instance makes one with generateKey and activateKey")));
    }

    private Seal seal(ActiveKey key, SigningKey signing) {
        Key shared = agreed.get(new Pair(key.id(), signing.id()), pair -> CryptoBox.agree(
                CryptoBox.privateKey(signing.privateHalf()),
                CryptoBox.publicKey(Base64.getUrlDecoder().decode(key.publicHalf()))));
        return new Seal(key.id(), signing.id(), shared, nonces);
    }
}
