package app.proca.notify.user;

import java.time.LocalDateTime;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import app.proca.notify.database.Recorded;

/** Somebody who signs in. */
@Entity
@Table(name = "users")
public class User extends Recorded {

    /** Unique without regard to case. */
    public String email;
    /** bcrypt. */
    @Column(name = "hashed_password")
    public String hashedPassword;
    @Column(name = "confirmed_at")
    public @Nullable LocalDateTime confirmedAt;
    /** Permission bits of the user as such (spec/graphql.md, Who may). */
    @Column(name = "perms")
    public int permissions;
    @Column(name = "picture_url")
    public @Nullable String pictureUrl;
    @Column(name = "job_title")
    public @Nullable String jobTitle;
    public @Nullable String phone;
    @Column(name = "external_id")
    public @Nullable String externalId;
}
