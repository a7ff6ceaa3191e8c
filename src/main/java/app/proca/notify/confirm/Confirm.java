package app.proca.notify.confirm;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import app.proca.notify.database.Recorded;

/** A question that waits for its answer. Whoever answers shows the code and, where there is one, the e-mail or the object. */
@Entity
@Table(name = "confirms")
public class Confirm extends Recorded {

    public ConfirmOperation operation;

    /** What it is about; whose id this is depends on the operation. */
    @Column(name = "subject_id")
    public int subjectId;

    /** Depends on the operation; null where the code alone is shown. */
    @Column(name = "object_id")
    public @Nullable Integer objectId;

    /** Who was invited; null where nobody was by their address. */
    public @Nullable String email;

    /** Decimal digits; unique. */
    public String code;

    /** How often it may still be accepted; 0: expired. */
    public int charges = 1;

    /** From the one who asks. */
    public @Nullable String message;

    /** Who asks; null once that user was deleted. */
    @Column(name = "creator_id")
    public @Nullable Long creatorId;
}
