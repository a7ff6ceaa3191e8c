package app.proca.notify.api;

import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.api.scalar.NaiveDateTime;
import app.proca.notify.user.Staffer;
import app.proca.notify.user.User;

/** A user as a colleague in an org sees them. */
@Type("OrgUser")
public class OrgUserView {

    private final User user;
    private final Staffer staffer;

    OrgUserView(User user, Staffer staffer) {
        this.user = user;
        this.staffer = staffer;
    }

    @NonNull
    public String getEmail() {
        return user.email;
    }

    @NonNull
    public String getRole() {
        return UserApi.role(staffer);
    }

    @NonNull
    public NaiveDateTime getCreatedAt() {
        return NaiveDateTime.of(user.insertedAt);
    }

    @NonNull
    public NaiveDateTime getJoinedAt() {
        return NaiveDateTime.of(staffer.insertedAt);
    }

    public @Nullable NaiveDateTime getLastSigninAt() {
        return NaiveDateTime.ofNullable(staffer.lastSigninAt);
    }
}
