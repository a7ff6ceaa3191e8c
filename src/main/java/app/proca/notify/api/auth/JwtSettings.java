package app.proca.notify.api.auth;

import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which JWTs sign somebody in: none without a secret and without keys. The environment variables keep Proca's names. */
@ConfigMapping(prefix = "proca.jwt")
public interface JwtSettings {

    /** {@code JWT_SECRET}: of tokens signed with HS256; 32 bytes or more. */
    Optional<String> secret();

    /** {@code JWKS_URL}: where an identity provider publishes the keys of its RS and ES signatures. */
    Optional<String> jwksUrl();

    /** {@code JWT_EMAIL}: where in a token the e-mail is; the first path that leads to one counts. */
    @WithDefault("email")
    List<String> email();

    /** {@code JWT_EMAIL_VERIFIED}: where in a token it says that the e-mail is that person's. */
    @WithDefault("email_verified,user_metadata.email_verified")
    List<String> emailVerified();

    /** {@code ALLOW_UNVERIFIED_EMAIL}: for providers that let nobody in whose e-mail they have not verified, and do not say so. */
    @WithDefault("false")
    boolean allowUnverifiedEmail();

    /** {@code PROCA_JWT_AUDIENCE}: whom a token has to be made for; not looked at where it is not given. */
    Optional<String> audience();
}
