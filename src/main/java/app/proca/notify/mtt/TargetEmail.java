package app.proca.notify.mtt;

import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import app.proca.notify.database.Recorded;
import app.proca.notify.supporter.EmailStatus;

/** An address of a target, and what is known of it. */
@Entity
@Table(name = "target_emails")
public class TargetEmail extends Recorded {

    @Column(name = "target_id")
    public UUID targetId;
    public @Nullable String email;
    @Column(name = "email_status")
    public EmailStatus emailStatus = EmailStatus.NONE;
    /** What a mail server said when it gave a mail back. */
    public @Nullable String error;
}
