package app.proca.notify.key;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.XECPrivateKey;
import java.security.interfaces.XECPublicKey;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import app.proca.notify.common.ClientFault;
import app.proca.notify.database.Rows;
import app.proca.notify.org.InstanceOrg;
import app.proca.notify.org.Org;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** The operations on keys. Each runs in the caller's transaction. */
@ApplicationScoped
public class Keys {

    private static final int BYTES = 32;

    /**
     * A key pair that was just made.
     *
     * @param privateHalf shown to whoever asked for it, and to nobody after
     */
    // made for one answer, compared with nothing
    @SuppressWarnings("ArrayRecordComponent")
    public record Generated(PublicKey key, byte[] privateHalf) {}

    private final InstanceOrg instance;

    Keys(InstanceOrg instance) {
        this.instance = instance;
    }

    /** Makes a key pair for X25519. Its private half is kept for the instance org alone, which signs with it. */
    public Uni<Generated> generate(Org org, String name) {
        KeyPair pair = newPair();
        byte[] privateHalf = ((XECPrivateKey) pair.getPrivate()).getScalar().orElseThrow();
        PublicKey key = new PublicKey();
        key.orgId = org.id;
        key.name = name;
        key.publicHalf = littleEndian((XECPublicKey) pair.getPublic());
        key.privateHalf = instance.isInstance(org) ? privateHalf : null;
        return written(key).map(stored -> new Generated(stored, privateHalf));
    }

    /**
     * Takes in the public half of a key that the org holds.
     *
     * @param publicHalf base64url, 32 bytes
     */
    public Uni<PublicKey> add(Org org, String name, String publicHalf) {
        PublicKey key = new PublicKey();
        key.orgId = org.id;
        key.name = name;
        key.publicHalf = KeyRules.decode(publicHalf);
        return written(key);
    }

    /** From now on this key, and no other of the org's, encrypts personal data (spec/events.md, row 13). */
    public Uni<Void> activate(Org org, long id) {
        return ofOrg(org).chain(keys -> {
            PublicKey chosen = keys.stream().filter(key -> key.id == id).findFirst()
                    .orElseThrow(() -> ClientFault.notFound("Public key not found"));
            if (chosen.expired) {
                throw ClientFault.coded("expired", "Public key expired");
            }
            keys.forEach(key -> key.active = key == chosen);
            return Panache.flush();
        });
    }

    /** From now on the org takes personal data in clear (spec/events.md, row 14). */
    public Uni<Void> deactivateAll(Org org) {
        return ofOrg(org).chain(keys -> {
            keys.forEach(key -> key.active = false);
            return Panache.flush();
        });
    }

    /** @throws ClientFault where the text is no base64url */
    public static byte[] decoded(String publicHalf) {
        return KeyRules.decode(publicHalf);
    }

    /** Locked: two activations at the same time would leave two active keys. */
    private static Uni<List<PublicKey>> ofOrg(Org org) {
        return PublicKey.<PublicKey>find("orgId = ?1 order by id", org.id).withLock(LockModeType.PESSIMISTIC_WRITE).list();
    }

    private static Uni<PublicKey> written(PublicKey key) {
        KeyRules.check(key);
        return Rows.write(key);
    }

    static KeyPair newPair() {
        try {
            return KeyPairGenerator.getInstance("X25519").generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("this Java has no X25519", impossible);
        }
    }

    /** As RFC 7748 has it on the wire. */
    static byte[] littleEndian(XECPublicKey key) {
        byte[] bigEndian = key.getU().toByteArray();
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < Math.min(BYTES, bigEndian.length); i++) {
            bytes[i] = bigEndian[bigEndian.length - 1 - i];
        }
        return bytes;
    }
}
