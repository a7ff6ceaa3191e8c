package app.proca.notify.user;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import app.proca.notify.common.Times;
import io.smallrye.mutiny.Uni;

/**
 * Tokens that sign API requests instead of a password (spec/database.md). The database holds only their SHA-256, so that
 * who reads it can sign in as nobody.
 */
@ApplicationScoped
public class ApiTokens {

    /** After the last use. */
    private static final Duration LIFE = Duration.ofDays(30);
    /** So that unpadded base64url begins with {@code API-}. */
    private static final byte[] MARK = { 0x00, (byte) 0xf2, 0x3e };
    private static final int SECRET_BYTES = 32;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ApiTokens(Clock clock) {
        this.clock = clock;
    }

    /** Gives the user a new token, told here and never again; the one before is void. Runs in the caller's transaction. */
    public Uni<String> reset(long userId) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        byte[] token = ByteBuffer.allocate(MARK.length + SECRET_BYTES).put(MARK).put(secret).array();
        UserToken stored = new UserToken();
        stored.userId = userId;
        stored.token = digest(token);
        stored.context = UserToken.API;
        stored.insertedAt = Times.now(clock);
        return UserToken.delete("userId = ?1 and context = ?2", userId, UserToken.API)
                .chain(() -> stored.persistAndFlush())
                .replaceWith(Base64.getUrlEncoder().withoutPadding().encodeToString(token));
    }

    /** Until when the user's token is valid if it is not used before; empty where there is none. */
    public Uni<Optional<LocalDateTime>> expiry(long userId) {
        return UserToken.<UserToken>find("userId = ?1 and context = ?2 and insertedAt > ?3", userId, UserToken.API, oldest())
                .firstResult()
                .map(token -> Optional.ofNullable(token).map(known -> known.insertedAt.plus(LIFE)));
    }

    /** What the database holds of the token; empty where the text is none. */
    static Optional<byte[]> stored(String text) {
        try {
            byte[] token = Base64.getUrlDecoder().decode(text);
            return token.length == MARK.length + SECRET_BYTES && Arrays.equals(Arrays.copyOf(token, MARK.length), MARK)
                    ? Optional.of(digest(token))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Tokens whose last use was before this are void. */
    LocalDateTime oldest() {
        return Times.now(clock).minus(LIFE);
    }

    private static byte[] digest(byte[] token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("this Java has no SHA-256", impossible);
        }
    }
}
