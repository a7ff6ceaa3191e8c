package app.proca.notify.org;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import org.hibernate.annotations.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.database.JsonColumn;
import app.proca.notify.database.Recorded;
import io.vertx.core.json.JsonObject;

/** An organisation that campaigns. */
@Entity
@Table(name = "orgs")
public class Org extends Recorded {

    /** Unique without regard to case. */
    public String name;
    public String title;
    @Column(name = "contact_schema")
    public ContactSchema contactSchema = ContactSchema.BASIC;
    /** Replaced as a whole, never changed in place. */
    @Type(JsonColumn.class)
    public JsonObject config = new JsonObject();
    @Column(name = "high_security")
    public boolean highSecurity;
    /** 1 or 2: the version of action messages that this org receives. */
    @Column(name = "action_schema_version")
    public int actionSchemaVersion = 2;

    @Column(name = "email_from")
    public @Nullable String emailFrom;
    @Column(name = "email_backend_id")
    public @Nullable Long emailBackendId;
    @Column(name = "transactional_email_backend_id")
    public @Nullable Long transactionalEmailBackendId;
    @Column(name = "event_backend_id")
    public @Nullable Long eventBackendId;
    @Column(name = "push_backend_id")
    public @Nullable Long pushBackendId;
    @Column(name = "storage_backend_id")
    public @Nullable Long storageBackendId;
    @Column(name = "detail_backend_id")
    public @Nullable Long detailBackendId;

    @Column(name = "supporter_confirm")
    public boolean supporterConfirm;
    @Column(name = "supporter_confirm_template")
    public @Nullable String supporterConfirmTemplate;
    @Column(name = "doi_thank_you")
    public boolean doiThankYou;
    @Column(name = "custom_supporter_confirm")
    public boolean customSupporterConfirm;
    @Column(name = "custom_action_confirm")
    public boolean customActionConfirm;
    @Column(name = "custom_action_deliver")
    public boolean customActionDeliver;
    @Column(name = "custom_event_deliver")
    public boolean customEventDeliver;
    @Column(name = "reply_enabled")
    public @Nullable Boolean replyEnabled = true;
    @Column(name = "sender_rewrite")
    public @Nullable Boolean senderRewrite = true;
}
