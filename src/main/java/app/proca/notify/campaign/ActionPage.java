package app.proca.notify.campaign;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import org.hibernate.annotations.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.database.JsonColumn;
import app.proca.notify.database.Recorded;
import io.vertx.core.json.JsonObject;

/** A web page on which supporters act. */
@Entity
@Table(name = "action_pages")
public class ActionPage extends Recorded {

    @Column(name = "org_id")
    public Long orgId;
    @Column(name = "campaign_id")
    public Long campaignId;
    /** Unique without regard to case. */
    public String name;
    public String locale;
    public boolean live;
    public boolean delivery = true;
    /** Counted elsewhere, added to the page's own. */
    @Column(name = "extra_supporters")
    public int extraSupporters;
    /** Replaced as a whole, never changed in place. */
    @Type(JsonColumn.class)
    public JsonObject config = new JsonObject();
    @Column(name = "thank_you_template")
    public @Nullable String thankYouTemplate;
    @Column(name = "supporter_confirm_template")
    public @Nullable String supporterConfirmTemplate;
    @Column(name = "duplicate_template")
    public @Nullable String duplicateTemplate;
}
