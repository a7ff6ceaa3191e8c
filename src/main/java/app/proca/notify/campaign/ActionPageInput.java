package app.proca.notify.campaign;

import org.jspecify.annotations.Nullable;

import io.vertx.core.json.JsonObject;

/** What a caller may say of an action page. */
public record ActionPageInput(@Nullable String name, @Nullable String locale, @Nullable Boolean delivery,
        @Nullable Integer extraSupporters, @Nullable String thankYouTemplate, @Nullable String supporterConfirmTemplate,
        @Nullable String duplicateTemplate, @Nullable JsonObject config) {}
