package app.proca.notify.action;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import org.hibernate.annotations.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.database.JsonColumn;
import app.proca.notify.database.Recorded;
import io.vertx.core.json.JsonObject;

/** What was given with an action. */
@Entity
@Table(name = "donations")
public class Donation extends Recorded {

    @Column(name = "action_id")
    public Long actionId;
    /** What the payload is; null where only its maker knows. */
    public @Nullable DonationSchema schema;
    /** In the currency's smallest unit. */
    public int amount;
    /** Three letters. */
    public String currency;
    @Column(name = "frequency_unit")
    public DonationFrequency frequencyUnit = DonationFrequency.ONE_OFF;
    /** As the payment provider has it. Replaced as a whole, never changed in place. */
    @Type(JsonColumn.class)
    public JsonObject payload = new JsonObject();
}
