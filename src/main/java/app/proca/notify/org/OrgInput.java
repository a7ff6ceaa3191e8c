package app.proca.notify.org;

import org.jspecify.annotations.Nullable;

import io.vertx.core.json.JsonObject;

/** What a caller may say of an org. */
public record OrgInput(@Nullable String name, @Nullable String title, @Nullable ContactSchema contactSchema,
        @Nullable JsonObject config, @Nullable Boolean supporterConfirm, @Nullable String supporterConfirmTemplate,
        @Nullable Boolean doiThankYou, @Nullable Boolean replyEnabled, @Nullable Boolean senderRewrite,
        @Nullable Boolean highSecurity, @Nullable Integer actionSchemaVersion) {}
