package app.proca.notify.message;

import java.util.Base64;

import org.jspecify.annotations.Nullable;

/** Binary values on the wire: base64url without padding. */
final class Base64Url {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private Base64Url() {}

    static @Nullable String of(byte @Nullable [] bytes) {
        return bytes == null ? null : ENCODER.encodeToString(bytes);
    }
}
