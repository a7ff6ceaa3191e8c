package app.proca.notify.supporter;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import jakarta.enterprise.context.ApplicationScoped;

/** Tells whether two supporters are the same person, after their address is forgotten (spec/processing.md, step 4). */
@ApplicationScoped
public class Fingerprints {

    private final String seed;

    Fingerprints(SupporterSettings settings) {
        this.seed = settings.fingerprintSeed().orElse("");
    }

    /** The SHA-256 of the instance's seed and the address, as Proca stores it. */
    public byte[] of(String email) {
        try {
            return MessageDigest.getInstance("SHA-256").digest((seed + email).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("this Java has no SHA-256", impossible);
        }
    }
}
