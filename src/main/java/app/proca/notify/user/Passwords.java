package app.proca.notify.user;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;

/**
 * Compares passwords with bcrypt, never on an event loop. Callers send theirs with every request, and bcrypt is slow on
 * purpose: what was right is remembered for some minutes, together with the hash that it was right for and only as a
 * digest that is worth nothing outside this process. A changed hash is compared anew; so is every wrong password.
 */
@ApplicationScoped
class Passwords {

    static final Duration REMEMBERED_FOR = Duration.ofMinutes(5);
    static final int REMEMBERED = 10_000;

    private static final int COST = 12;
    private static final BCrypt.Verifyer VERIFYER = BCrypt.verifyer(BCrypt.Version.VERSION_2B,
            LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2B));
    private static final String DIGEST = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 23;

    private final BiPredicate<String, String> slowly;
    private final Map<String, Uni<Boolean>> comparing = new ConcurrentHashMap<>();
    private final Cache<String, Boolean> right;
    private final SecretKeySpec key;

    @Inject
    Passwords() {
        this(Passwords::compare, Ticker.systemTicker());
    }

    Passwords(BiPredicate<String, String> slowly, Ticker ticker) {
        this.slowly = slowly;
        Executor atOnce = Runnable::run;
        this.right = Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(REMEMBERED_FOR).ticker(ticker)
                .executor(atOnce).build();
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, DIGEST);
    }

    /**
     * Whether this is the password of that bcrypt hash; false for a hash of another kind.
     *
     * @param attempt begun where there is something to find out: not for a password that is remembered, and once for all who
     *     ask the same at the same time. What it throws is the failure
     */
    Uni<Boolean> match(String password, String hash, Supplier<Guesses.Guess> attempt) {
        return Uni.createFrom().deferred(() -> {
            String digest = digest(password, hash);
            return right.getIfPresent(digest) != null
                    ? Uni.createFrom().item(true)
                    : comparing.computeIfAbsent(digest, absent -> compare(digest, password, hash, attempt.get()));
        });
    }

    private Uni<Boolean> compare(String digest, String password, String hash, Guesses.Guess guess) {
        return Uni.createFrom().item(() -> slowly.test(password, hash))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .invoke(matched -> {
                    if (matched) {
                        right.put(digest, true);
                        guess.wasRight();
                    }
                })
                .onTermination().invoke(() -> comparing.remove(digest))
                .memoize().indefinitely();
    }

    /** Of a longer password bcrypt looks at the first 72 bytes; so does Proca. */
    static boolean compare(String password, String hash) {
        refuseOnEventLoop();
        return VERIFYER.verify(password.toCharArray(), hash).verified;
    }

    /** As Proca stores it. */
    static String hash(String password) {
        refuseOnEventLoop();
        return BCrypt.withDefaults().hashToString(COST, password.toCharArray());
    }

    /** A hash drawn by lot, as of a random password: looks and takes as long as any other, and nobody knows what matches it. */
    static String hashOfNone() {
        byte[] salt = new byte[SALT_BYTES];
        byte[] hash = new byte[HASH_BYTES];
        SecureRandom random = new SecureRandom();
        random.nextBytes(salt);
        random.nextBytes(hash);
        BCrypt.HashData drawn = new BCrypt.HashData(COST, BCrypt.Version.VERSION_2A, salt, hash);
        return new String(BCrypt.Version.VERSION_2A.formatter.createHashMessage(drawn), StandardCharsets.US_ASCII);
    }

    /** The hash tells users apart: it holds a salt of its own. It has no NUL, so that the two parts cannot be confused. */
    private String digest(String password, String hash) {
        try {
            Mac mac = Mac.getInstance(DIGEST);
            mac.init(key);
            mac.update(hash.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Base64.getEncoder().encodeToString(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no " + DIGEST, impossible);
        }
    }

    private static void refuseOnEventLoop() {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("bcrypt takes a quarter of a second: not on an event loop");
        }
    }
}
