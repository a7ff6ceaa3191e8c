package app.proca.notify.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.sun.net.httpserver.HttpServer;

import io.vertx.core.Vertx;

class JwtsTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String SECRET = "a secret of this test, long enough";
    private static final String EMAIL = "jo@example.org";
    private static final AtomicInteger LOOKED_UP = new AtomicInteger();

    private static HttpServer provider;
    private static RsaJsonWebKey key;

    @BeforeAll
    static void a_provider_publishes_its_key() throws IOException, JoseException {
        key = RsaJwkGenerator.generateJwk(2048);
        key.setKeyId("one");
        byte[] published = new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY).getBytes(StandardCharsets.UTF_8);
        provider = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        provider.createContext("/keys", exchange -> {
            LOOKED_UP.incrementAndGet();
            exchange.sendResponseHeaders(200, published.length);
            exchange.getResponseBody().write(published);
            exchange.close();
        });
        provider.start();
    }

    @AfterAll
    static void stop() {
        provider.stop(0);
    }

    @Test
    void a_token_signed_with_the_secret_vouches_for_its_email() {
        assertThat(email(bySecret(), signed(claims(), "HS256", new HmacKey(SECRET.getBytes(StandardCharsets.UTF_8)), null)))
                .contains(EMAIL);
    }

    @Test
    void a_token_signed_by_the_provider_vouches_for_its_email_and_the_keys_are_looked_up_once() {
        Jwts jwts = byKeys();
        int before = LOOKED_UP.get();

        assertThat(email(jwts, signed(claims(), "RS256", key.getPrivateKey(), "one"))).contains(EMAIL);
        assertThat(email(jwts, signed(claims(), "RS256", key.getPrivateKey(), "one"))).contains(EMAIL);

        assertThat(LOOKED_UP.get() - before).isEqualTo(1);
    }

    @Test
    void an_expired_token_signs_nobody_in_nor_does_one_that_never_expires() {
        JwtClaims expired = claims();
        expired.setExpirationTimeMinutesInTheFuture(-60);
        JwtClaims endless = claims();
        endless.unsetClaim("exp");

        assertThat(email(bySecret(), bySecret(expired))).isEmpty();
        assertThat(email(bySecret(), bySecret(endless))).isEmpty();
    }

    @Test
    void a_wrong_signature_signs_nobody_in() throws JoseException {
        Key otherSecret = new HmacKey("another secret, which is long enough".getBytes(StandardCharsets.UTF_8));
        String changed = bySecret(claims()).replaceFirst("\\.[^.]*\\.", ".eyJlbWFpbCI6ImJvc3NAZXhhbXBsZS5vcmcifQ.");

        assertThat(email(bySecret(), signed(claims(), "HS256", otherSecret, null))).isEmpty();
        assertThat(email(bySecret(), changed)).isEmpty();
        assertThat(email(byKeys(), signed(claims(), "RS256", RsaJwkGenerator.generateJwk(2048).getPrivateKey(), "one")))
                .isEmpty();
        assertThat(email(byKeys(), signed(claims(), "RS256", key.getPrivateKey(), "unknown"))).isEmpty();
    }

    @Test
    void an_unsigned_token_signs_nobody_in() {
        JsonWebSignature unsigned = new JsonWebSignature();
        unsigned.setAlgorithmConstraints(AlgorithmConstraints.ALLOW_ONLY_NONE);

        assertThat(email(bySecret(), serialized(unsigned, claims(), "none", null))).isEmpty();
    }

    /** Whoever knows the provider's public key could sign with it as if it were the secret. */
    @Test
    void a_public_key_is_no_secret_and_a_secret_no_key() {
        String bySecret = signed(claims(), "HS256", new HmacKey(key.getPublicKey().getEncoded()), "one");

        assertThat(email(byKeys(), bySecret)).isEmpty();
        assertThat(email(byKeys(), bySecret(claims()))).isEmpty();
        assertThat(email(bySecret(), signed(claims(), "RS256", key.getPrivateKey(), "one"))).isEmpty();
    }

    @Test
    void an_email_that_nobody_verified_counts_only_where_that_is_allowed() {
        JwtClaims silent = claims();
        silent.unsetClaim("email_verified");
        JwtClaims unverified = claims();
        unverified.setClaim("email_verified", false);
        Jwts lenient = new Jwts(settings(Optional.of(SECRET), Optional.empty(), true, Optional.empty()));

        assertThat(email(bySecret(), bySecret(silent))).isEmpty();
        assertThat(email(bySecret(), bySecret(unverified))).isEmpty();
        assertThat(email(lenient, bySecret(silent))).contains(EMAIL);
    }

    @Test
    void a_token_for_somebody_else_signs_nobody_in_where_an_audience_is_set() {
        Jwts ours = new Jwts(settings(Optional.of(SECRET), Optional.empty(), false, Optional.of("proca")));
        JwtClaims forUs = claims();
        forUs.setAudience("proca");
        JwtClaims forOthers = claims();
        forOthers.setAudience("shop");

        assertThat(email(ours, bySecret(forUs))).contains(EMAIL);
        assertThat(email(ours, bySecret(forOthers))).isEmpty();
        assertThat(email(ours, bySecret(claims()))).isEmpty();
        assertThat(email(bySecret(), bySecret(forOthers))).contains(EMAIL);
    }

    @Test
    void what_is_no_token_signs_nobody_in() {
        assertThat(List.of("ey", "ey..", "eyJhbGciOiJIUzI1NiJ9.e30.", "eyJhbGciOiJIUzI1NiJ9.bm8.AAAA"))
                .allSatisfy(token -> assertThat(email(bySecret(), token)).isEmpty());
    }

    @Test
    void a_provider_that_is_away_is_a_failure_not_a_wrong_token() {
        Jwts jwts = new Jwts(settings(Optional.empty(), Optional.of("http://localhost:1/keys"), false, Optional.empty()));

        assertThatThrownBy(() -> email(jwts, signed(claims(), "RS256", key.getPrivateKey(), "one")))
                .hasMessage("the keys of JWKS_URL cannot be had");
    }

    @Test
    void keys_are_looked_up_on_no_event_loop() throws Exception {
        Vertx vertx = Vertx.vertx();
        CompletableFuture<String> thread = new CompletableFuture<>();
        String token = signed(claims(), "RS256", key.getPrivateKey(), "one");

        vertx.runOnContext(ignored -> byKeys().email(token)
                .subscribe().with(email -> thread.complete(Thread.currentThread().getName()), thread::completeExceptionally));

        assertThat(thread.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo("jwt");
        vertx.close();
    }

    @Test
    void without_a_secret_and_without_keys_no_token_is_taken() {
        assertThat(new Jwts(settings(Optional.empty(), Optional.empty(), false, Optional.empty())).areTaken()).isFalse();
        assertThat(bySecret().areTaken()).isTrue();
        assertThat(byKeys().areTaken()).isTrue();
    }

    private static Optional<String> email(Jwts jwts, String token) {
        return jwts.email(token).await().atMost(SOON);
    }

    private static Jwts bySecret() {
        return new Jwts(settings(Optional.of(SECRET), Optional.empty(), false, Optional.empty()));
    }

    private static Jwts byKeys() {
        String url = "http://localhost:" + provider.getAddress().getPort() + "/keys";
        return new Jwts(settings(Optional.empty(), Optional.of(url), false, Optional.empty()));
    }

    private static JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setClaim("email", EMAIL);
        claims.setClaim("email_verified", true);
        claims.setExpirationTimeMinutesInTheFuture(5);
        return claims;
    }

    private static String bySecret(JwtClaims claims) {
        return signed(claims, "HS256", new HmacKey(SECRET.getBytes(StandardCharsets.UTF_8)), null);
    }

    private static String signed(JwtClaims claims, String algorithm, Key with, String keyId) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setKey(with);
        return serialized(signature, claims, algorithm, keyId);
    }

    private static String serialized(JsonWebSignature signature, JwtClaims claims, String algorithm, String keyId) {
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(algorithm);
        if (keyId != null) {
            signature.setKeyIdHeaderValue(keyId);
        }
        try {
            return signature.getCompactSerialization();
        } catch (JoseException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private record Set(Optional<String> secret, Optional<String> jwksUrl, List<String> email, List<String> emailVerified,
            boolean allowUnverifiedEmail, Optional<String> audience) implements JwtSettings {}

    private static JwtSettings settings(Optional<String> secret, Optional<String> jwksUrl, boolean allowUnverified,
            Optional<String> audience) {
        return new Set(secret, jwksUrl, List.of("email"), List.of("email_verified", "user_metadata.email_verified"),
                allowUnverified, audience);
    }
}
