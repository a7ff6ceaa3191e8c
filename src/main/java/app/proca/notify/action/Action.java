package app.proca.notify.action;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import org.hibernate.annotations.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.database.JsonColumn;
import app.proca.notify.database.Recorded;
import io.vertx.core.json.JsonObject;

/** Something that a supporter did on a page. */
@Entity
@Table(name = "actions")
public class Action extends Recorded {

    /**
     * The contact reference of an action whose supporter is not known yet; of a signature, the one of earlier actions that came
     * with it, so that what comes later with the same one is known.
     */
    public byte @Nullable [] ref;
    @Column(name = "supporter_id")
    public @Nullable Long supporterId;
    @Column(name = "action_type")
    public String actionType;
    /** Null once the campaign was deleted. */
    @Column(name = "campaign_id")
    public @Nullable Long campaignId;
    @Column(name = "action_page_id")
    public Long actionPageId;
    /** Where the supporter came from, for this action. */
    @Column(name = "source_id")
    public @Nullable Long sourceId;
    @Column(name = "processing_status")
    public ActionStatus processingStatus = ActionStatus.NEW;
    /** True for the action that came with the contact and its consent. */
    @Column(name = "with_consent")
    public boolean withConsent;
    /** Custom fields. Replaced as a whole, never changed in place. */
    @Type(JsonColumn.class)
    public JsonObject fields = new JsonObject();
    public boolean testing;
}
