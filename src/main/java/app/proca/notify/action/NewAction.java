package app.proca.notify.action;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.Json;
import io.vertx.core.json.JsonObject;

/**
 * What somebody did on a page, as the page tells it.
 *
 * @param fields custom fields of older pages, beside {@code customFields}
 */
public record NewAction(String actionType, @Nullable Json customFields, List<Field> fields, @Nullable NewDonation donation,
        @Nullable NewMessage message, boolean testing) {

    public NewAction {
        fields = List.copyOf(fields);
    }

    /** A custom field of older pages. */
    public record Field(String key, String value) {}

    /** @param amount in the currency's smallest unit */
    public record NewDonation(@Nullable DonationSchema schema, @Nullable Integer amount, @Nullable String currency,
            DonationFrequency frequencyUnit, JsonObject payload) {}

    /** A mail to targets of the campaign, to each once. */
    public record NewMessage(String subject, String body, List<UUID> targets, List<String> files) {

        public NewMessage {
            targets = targets.stream().distinct().toList();
            files = List.copyOf(files);
        }
    }

    /** Without what supporters typed. */
    @Override
    public String toString() {
        return "NewAction[" + actionType + "]";
    }
}
