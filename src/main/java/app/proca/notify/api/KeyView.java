package app.proca.notify.api;

import java.util.Base64;

import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.api.scalar.NaiveDateTime;
import app.proca.notify.key.Keys;
import app.proca.notify.key.PublicKey;

/** A key of an org's. */
@Type("Key")
public class KeyView {

    private final PublicKey key;

    KeyView(PublicKey key) {
        this.key = key;
    }

    public int getId() {
        return key.id.intValue();
    }

    @NonNull
    public String getName() {
        return key.name;
    }

    /** Base64url without padding. */
    @NonNull
    public String getPublic() {
        return encoded(key.publicHalf == null ? new byte[0] : key.publicHalf);
    }

    public boolean isActive() {
        return key.active;
    }

    public boolean isExpired() {
        return key.expired;
    }

    /** Nothing changes an expired key: its last change was its expiry. */
    public @Nullable NaiveDateTime getExpiredAt() {
        return key.expired ? NaiveDateTime.of(key.updatedAt) : null;
    }

    /** A key that was just made, with the half that is shown this once. */
    @Type("KeyWithPrivate")
    public static class WithPrivate {

        private final KeyView shown;
        private final byte[] secret;

        WithPrivate(Keys.Generated generated) {
            this.shown = new KeyView(generated.key());
            this.secret = generated.privateHalf();
        }

        public int getId() {
            return shown.getId();
        }

        @NonNull
        public String getName() {
            return shown.getName();
        }

        @NonNull
        public String getPublic() {
            return shown.getPublic();
        }

        /** Base64url without padding. */
        @NonNull
        public String getPrivate() {
            return encoded(secret);
        }

        public boolean isActive() {
            return shown.isActive();
        }

        public boolean isExpired() {
            return shown.isExpired();
        }

        public @Nullable NaiveDateTime getExpiredAt() {
            return shown.getExpiredAt();
        }
    }

    private static String encoded(byte[] half) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(half);
    }
}
