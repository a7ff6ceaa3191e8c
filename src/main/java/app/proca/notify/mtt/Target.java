package app.proca.notify.mtt;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PrePersist;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.Table;

import org.hibernate.annotations.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.common.Times;
import app.proca.notify.database.JsonColumn;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.vertx.core.json.JsonObject;

/** Somebody whom supporters of a campaign write to: a member of a parliament, say. */
@Entity
@Table(name = "targets")
public class Target extends PanacheEntityBase {

    @Id
    public UUID id;
    @Column(name = "campaign_id")
    public @Nullable Long campaignId;
    /** Given by whoever keeps the list; unique in the whole instance. */
    @Column(name = "external_id")
    public String externalId;
    public @Nullable String name;
    /** Which language they read. */
    public @Nullable String locale;
    /** Where they are elected. */
    public @Nullable String area;
    /** Replaced as a whole, never changed in place. */
    @Type(JsonColumn.class)
    public JsonObject fields = new JsonObject();
    @Column(name = "inserted_at", nullable = false, updatable = false)
    public LocalDateTime insertedAt;
    @Column(name = "updated_at", nullable = false)
    public LocalDateTime updatedAt;

    @PrePersist
    void recordInsert() {
        insertedAt = Times.now(Clock.systemUTC());
        updatedAt = insertedAt;
    }

    @PreUpdate
    void recordUpdate() {
        updatedAt = Times.now(Clock.systemUTC());
    }
}
