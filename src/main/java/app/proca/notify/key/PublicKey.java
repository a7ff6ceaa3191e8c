package app.proca.notify.key;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import app.proca.notify.database.Recorded;

/** A key that personal data of an org is encrypted with, or was. */
@Entity
@Table(name = "public_keys")
public class PublicKey extends Recorded {

    @Column(name = "org_id")
    public Long orgId;
    public String name;
    /** 32 bytes. */
    @Column(name = "public")
    public byte @Nullable [] publicHalf;
    /** Kept for the instance org alone. */
    @Column(name = "private")
    public byte @Nullable [] privateHalf;
    public boolean active;
    public boolean expired;
}
