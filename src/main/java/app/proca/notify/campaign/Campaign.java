package app.proca.notify.campaign;

import java.time.LocalDate;
import java.util.List;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import org.hibernate.annotations.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.database.JsonColumn;
import app.proca.notify.database.Recorded;
import app.proca.notify.org.ContactSchema;
import io.vertx.core.json.JsonObject;

/** What an org, and its partners, campaign for. */
@Entity
@Table(name = "campaigns")
public class Campaign extends Recorded {

    /** The lead; null once that org was deleted. */
    @Column(name = "org_id")
    public @Nullable Long orgId;
    /** Unique without regard to case. */
    public String name;
    public String title;
    @Column(name = "external_id")
    public @Nullable Integer externalId;
    public CampaignStatus status = CampaignStatus.LIVE;
    @Column(name = "contact_schema")
    public ContactSchema contactSchema = ContactSchema.BASIC;
    /** Replaced as a whole, never changed in place. */
    @Type(JsonColumn.class)
    public JsonObject config = new JsonObject();
    @Column(name = "start_date")
    public @Nullable LocalDate startDate;
    @Column(name = "end_date")
    public @Nullable LocalDate endDate;
    @Column(name = "force_delivery")
    public boolean forceDelivery;
    @Column(name = "public_actions")
    public List<String> publicActions = List.of();
    @Column(name = "transient_actions")
    public List<String> transientActions = List.of();
    /** Null: as the org has it. */
    @Column(name = "supporter_confirm")
    public @Nullable Boolean supporterConfirm;
    @Column(name = "supporter_confirm_template")
    public @Nullable String supporterConfirmTemplate;
    @Column(name = "action_confirm")
    public @Nullable Boolean actionConfirm;
}
