package app.proca.notify.user;

import java.time.LocalDateTime;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

/** Something that a user shows instead of a password; for {@code api} see spec/database.md. */
@Entity
@Table(name = "users_tokens")
public class UserToken extends PanacheEntityBase {

    /** The context of tokens that sign API requests. */
    public static final String API = "api";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;
    @Column(name = "user_id")
    public Long userId;
    /** The SHA-256 of what the user holds. */
    public byte[] token;
    public String context;
    @Column(name = "sent_to")
    public @Nullable String sentTo;
    /** UTC, whole seconds; the last use of an API token. */
    @Column(name = "inserted_at")
    public LocalDateTime insertedAt;
}
