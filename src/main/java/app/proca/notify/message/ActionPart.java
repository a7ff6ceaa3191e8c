package app.proca.notify.message;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import app.proca.notify.action.Action;
import app.proca.notify.action.Donation;
import app.proca.notify.common.Times;
import app.proca.notify.common.WireJson;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What was done, as messages tell it. Keys inside custom fields stay as they are stored. */
@RegisterForReflection
public record ActionPart(String actionType, String createdAt, Map<String, Object> customFields,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable DonationPart donation, boolean testing) {

    /** What was given. */
    @RegisterForReflection
    public record DonationPart(int amount, String currency, String frequencyUnit, Map<String, Object> payload) {

        static DonationPart of(Donation donation) {
            return new DonationPart(donation.amount, donation.currency, donation.frequencyUnit.wireName(),
                    WireJson.object(donation.payload.encode()));
        }
    }

    static ActionPart of(Action action, @Nullable Donation donation) {
        return new ActionPart(action.actionType, Times.wire(action.insertedAt), WireJson.object(action.fields.encode()),
                donation == null ? null : DonationPart.of(donation), action.testing);
    }
}
