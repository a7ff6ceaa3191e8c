package app.proca.notify.api;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.api.scalar.NaiveDateTime;
import app.proca.notify.user.Permission;
import app.proca.notify.user.User;

/** A user, as they and those who manage users see them. */
@Type("User")
public class UserView {

    private final User user;
    private final List<InOrg> memberships;
    private final Optional<LocalDateTime> tokenExpiry;

    UserView(User user, List<InOrg> memberships, Optional<LocalDateTime> tokenExpiry) {
        this.user = user;
        this.memberships = List.copyOf(memberships);
        this.tokenExpiry = tokenExpiry;
    }

    public int getId() {
        return user.id.intValue();
    }

    @NonNull
    public String getEmail() {
        return user.email;
    }

    public @Nullable String getPhone() {
        return user.phone;
    }

    public @Nullable String getPictureUrl() {
        return user.pictureUrl;
    }

    public @Nullable String getJobTitle() {
        return user.jobTitle;
    }

    @Name("isAdmin")
    public boolean isAdmin() {
        return (user.permissions & Permission.INSTANCE_OWNER.mask()) != 0;
    }

    /** Where the user belongs. */
    @NonNull
    public List<@NonNull InOrg> getRoles() {
        return memberships;
    }

    /** Null without a valid one. */
    public @Nullable ApiToken getApiToken() {
        return tokenExpiry.map(ApiToken::new).orElse(null);
    }

    /** What the user is in an org. */
    @Type("UserRole")
    public static class InOrg {

        private final OrgView employer;
        private final String named;

        InOrg(OrgView employer, String named) {
            this.employer = employer;
            this.named = named;
        }

        @NonNull
        public OrgView getOrg() {
            return employer;
        }

        /** The name of the role, or {@code custom} where the permissions are those of none. */
        @NonNull
        public String getRole() {
            return named;
        }
    }

    /** About the token that stands for the password; the token itself is shown once, when it is made. */
    @Type("ApiToken")
    public static class ApiToken {

        private final LocalDateTime expiry;

        ApiToken(LocalDateTime expiry) {
            this.expiry = expiry;
        }

        /** Moves on with each use. */
        @NonNull
        public NaiveDateTime getExpiresAt() {
            return NaiveDateTime.of(expiry);
        }
    }
}
