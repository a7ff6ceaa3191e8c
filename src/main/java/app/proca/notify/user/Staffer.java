package app.proca.notify.user;

import java.time.LocalDateTime;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import app.proca.notify.database.Recorded;

/** A user's place in an org. */
@Entity
@Table(name = "staffers")
public class Staffer extends Recorded {

    @Column(name = "org_id")
    public Long orgId;
    @Column(name = "user_id")
    public Long userId;
    /** Permission bits within the org (spec/graphql.md, Who may). */
    @Column(name = "perms")
    public int permissions;
    @Column(name = "last_signin_at")
    public @Nullable LocalDateTime lastSigninAt;
}
