package app.proca.notify.campaign;

import java.time.LocalDateTime;
import java.util.List;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

/** How a campaign's supporters write to its targets. A campaign without it has no such mails. */
@Entity
@Table(name = "mtt")
public class MailToTarget extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;
    @Column(name = "campaign_id")
    public Long campaignId;
    /** The first day, and the hour at which each day's mails begin; UTC. */
    @Column(name = "start_at")
    public LocalDateTime startAt;
    /** The last day, and the hour at which each day's mails end; UTC. */
    @Column(name = "end_at")
    public LocalDateTime endAt;
    /** Of the lead org; without one a mail is what the supporter wrote. */
    @Column(name = "message_template")
    public @Nullable String messageTemplate;
    /** Gets the mails of actions for testing, in place of the targets. */
    @Column(name = "test_email")
    public @Nullable String testEmail;
    @Column(name = "cc_contacts")
    public List<String> ccContacts = List.of();
    /** Whether the supporter gets a copy. */
    @Column(name = "cc_sender")
    public boolean ccSender;
    /** Whether mails are spread over the whole time. */
    @Column(name = "drip_delivery")
    public @Nullable Boolean dripDelivery = true;
    /** Where they are not spread; null: as the instance has it. */
    @Column(name = "max_emails_per_hour")
    public @Nullable Integer maxEmailsPerHour;
}
