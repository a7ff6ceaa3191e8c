package app.proca.notify.campaign;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.Given;
import app.proca.notify.org.ContactSchema;
import io.vertx.core.json.JsonObject;

/**
 * What a caller may say of a campaign.
 *
 * @param mtt how supporters write to targets; given as null they do so no more
 */
public record CampaignInput(@Nullable String name, @Nullable String title, @Nullable Integer externalId,
        @Nullable CampaignStatus status, @Nullable ContactSchema contactSchema, @Nullable JsonObject config,
        @Nullable Boolean forceDelivery, @Nullable List<String> publicActions, @Nullable List<String> transientActions,
        @Nullable LocalDate start, @Nullable LocalDate end, @Nullable Boolean supporterConfirm,
        @Nullable String supporterConfirmTemplate, @Nullable Boolean actionConfirm, @Nullable Given<MailToTargetInput> mtt) {}
