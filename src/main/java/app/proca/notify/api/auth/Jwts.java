package app.proca.notify.api.auth;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

import io.smallrye.mutiny.Uni;

/**
 * Tells for whose e-mail a JWT vouches: it has to be signed with a key that we know, to expire, and to say that the e-mail is
 * verified. Runs on threads of its own, few and with a bounded queue: a provider that is away keeps nobody else waiting.
 */
@ApplicationScoped
class Jwts {

    private static final int THREADS = 2;
    private static final int WAITING = 1_000;
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int CLOCK_SKEW_SECONDS = 30;

    private final Optional<JwtConsumer> consumer;
    private final List<ClaimPath> emails;
    private final List<ClaimPath> verified;
    private final boolean takesUnverified;
    private final ExecutorService threads = new ThreadPoolExecutor(THREADS, THREADS, 0, TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING), work -> new Thread(work, "jwt"));

    Jwts(JwtSettings settings) {
        this.consumer = JwtKeys.of(settings).map(keys -> consumer(keys, settings));
        this.emails = settings.email().stream().map(ClaimPath::parse).toList();
        this.verified = settings.emailVerified().stream().map(ClaimPath::parse).toList();
        this.takesUnverified = settings.allowUnverifiedEmail();
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    /** False where this instance is set up for none. */
    boolean areTaken() {
        return consumer.isPresent();
    }

    /** Empty for a token that signs nobody in; fails where that cannot be found out, as the provider's keys are not to be had. */
    Uni<Optional<String>> email(String token) {
        return Uni.createFrom().item(() -> claims(token).flatMap(this::email))
                .runSubscriptionOn(threads)
                .ifNoItem().after(LIMIT).fail();
    }

    private Optional<Map<String, Object>> claims(String token) {
        JwtConsumer known = consumer.orElseThrow(() -> new IllegalStateException("no JWT is taken"));
        try {
            return Optional.of(known.processToClaims(token).getClaimsMap());
        } catch (InvalidJwtException refused) {
            if (isForLackOfKeys(refused)) {
                throw new IllegalStateException("the keys of JWKS_URL cannot be had", refused.getCause());
            }
            return Optional.empty();
        }
    }

    /** @return empty unless the token says that the e-mail is that person's: anybody can give one of somebody else's */
    private Optional<String> email(Map<String, Object> claims) {
        boolean isVerified = takesUnverified || found(verified, claims).anyMatch(Boolean.TRUE::equals);
        return found(emails, claims).filter(String.class::isInstance).map(String.class::cast).findFirst()
                .filter(email -> isVerified);
    }

    private static Stream<Object> found(List<ClaimPath> paths, Map<String, Object> claims) {
        return paths.stream().flatMap(path -> path.in(claims).stream());
    }

    private static boolean isForLackOfKeys(Throwable refused) {
        return Stream.<Throwable>iterate(refused, cause -> cause != null, Throwable::getCause)
                .anyMatch(IOException.class::isInstance);
    }

    private static JwtConsumer consumer(JwtKeys keys, JwtSettings settings) {
        JwtConsumerBuilder builder = new JwtConsumerBuilder()
                .setVerificationKeyResolver(keys)
                .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, JwtKeys.ALGORITHMS)
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS);
        return settings.audience()
                .map(audience -> builder.setExpectedAudience(audience))
                .orElseGet(builder::setSkipDefaultAudienceValidation)
                .build();
    }
}
