package app.proca.notify.database;

import java.time.Clock;
import java.time.LocalDateTime;

import jakarta.persistence.Column;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.PrePersist;
import jakarta.persistence.PreUpdate;

import app.proca.notify.common.Times;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

/** A row with a key and the times of its insert and last update, UTC, in whole seconds. */
@MappedSuperclass
public abstract class Recorded extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    @Column(name = "inserted_at", nullable = false, updatable = false)
    public LocalDateTime insertedAt;

    @Column(name = "updated_at", nullable = false)
    public LocalDateTime updatedAt;

    @PrePersist
    void recordInsert() {
        // Hibernate makes entities, not CDI: the system's clock, as every other program that writes these tables uses.
        LocalDateTime now = Times.now(Clock.systemUTC());
        insertedAt = insertedAt == null ? now : insertedAt;
        updatedAt = updatedAt == null ? now : updatedAt;
    }

    @PreUpdate
    void recordUpdate() {
        updatedAt = Times.now(Clock.systemUTC());
    }
}
