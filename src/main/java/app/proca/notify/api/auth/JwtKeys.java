package app.proca.notify.api.auth;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jose4j.http.Get;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.HmacKey;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * The keys that signatures are checked with. A kind of signature has its own: the secret never checks one that says it was made
 * with a key of the provider's, nor the other way round.
 */
final class JwtKeys implements VerificationKeyResolver {

    /** Of signatures. */
    static final String[] ALGORITHMS = { AlgorithmIdentifiers.HMAC_SHA256, AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.RSA_USING_SHA384, AlgorithmIdentifiers.RSA_USING_SHA512,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256, AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384 };

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(3);
    /** Keys are looked up again, for a token whose key is not among them, at most this often. */
    private static final Duration AGAIN = Duration.ofSeconds(10);
    /** How long the last keys count while their provider is away. */
    private static final Duration KEPT = Duration.ofHours(24);

    private final Optional<Key> secret;
    private final Optional<VerificationKeyResolver> published;

    private JwtKeys(Optional<Key> secret, Optional<VerificationKeyResolver> published) {
        this.secret = secret;
        this.published = published;
    }

    /** Empty where no JWT signs anybody in. */
    static Optional<JwtKeys> of(JwtSettings settings) {
        Optional<Key> secret = settings.secret().map(text -> new HmacKey(text.getBytes(StandardCharsets.UTF_8)));
        Optional<VerificationKeyResolver> published = settings.jwksUrl().map(JwtKeys::published);
        return secret.isEmpty() && published.isEmpty() ? Optional.empty() : Optional.of(new JwtKeys(secret, published));
    }

    private static VerificationKeyResolver published(String url) {
        Get get = new Get();
        get.setConnectTimeout((int) CONNECT.toMillis());
        get.setReadTimeout((int) READ.toMillis());
        get.setRetries(0);
        HttpsJwks keys = new HttpsJwks(url);
        keys.setSimpleHttpGet(get);
        keys.setRefreshReprieveThreshold(AGAIN.toMillis());
        keys.setRetainCacheOnErrorDuration(KEPT.toSeconds());
        return new HttpsJwksVerificationKeyResolver(keys);
    }

    @Override
    public Key resolveKey(JsonWebSignature signature, List<JsonWebStructure> around) throws UnresolvableKeyException {
        if (AlgorithmIdentifiers.HMAC_SHA256.equals(signature.getAlgorithmHeaderValue())) {
            return secret.orElseThrow(() -> new UnresolvableKeyException("no secret is set"));
        }
        return published.orElseThrow(() -> new UnresolvableKeyException("no keys are published")).resolveKey(signature, around);
    }
}
