package app.proca.notify.supporter;

import java.time.LocalDateTime;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

import app.proca.notify.database.Recorded;

/**
 * Somebody who acted on a page. The same person on another page, or once more, is another supporter. Only what changed is
 * written: what was erased meanwhile must not come back.
 */
@Entity
@DynamicUpdate
@Table(name = "supporters")
public class Supporter extends Recorded {

    @Column(name = "campaign_id")
    public Long campaignId;
    @Column(name = "action_page_id")
    public Long actionPageId;
    @Column(name = "source_id")
    public @Nullable Long sourceId;
    /** The same for the same person: the contact reference, decoded. */
    public byte[] fingerprint;
    /** The number of accepted supporters of the campaign with this fingerprint before this one. */
    @Column(name = "dupe_rank")
    public @Nullable Integer dupeRank;
    @Column(name = "processing_status")
    public ProcessingStatus processingStatus = ProcessingStatus.NEW;
    @Column(name = "email_status")
    public EmailStatus emailStatus = EmailStatus.NONE;
    @Column(name = "email_status_changed")
    public @Nullable LocalDateTime emailStatusChanged;

    /** In clear while mails are sent, like the names and the address. */
    public @Nullable String email;
    @Column(name = "first_name")
    public @Nullable String firstName;
    @Column(name = "last_name")
    public @Nullable String lastName;
    public @Nullable String address;
    /** Where the supporter lives: no personal data, kept. */
    public @Nullable String area;
}
