package app.proca.notify.campaign;

import java.util.List;

import org.jspecify.annotations.Nullable;

import app.proca.notify.org.ContactSchema;
import io.vertx.core.json.JsonObject;

/** What a caller may say of a campaign. */
public record CampaignInput(@Nullable String name, @Nullable String title, @Nullable Integer externalId,
        @Nullable CampaignStatus status, @Nullable ContactSchema contactSchema, @Nullable JsonObject config,
        @Nullable Boolean forceDelivery, @Nullable List<String> publicActions, @Nullable List<String> transientActions) {}
