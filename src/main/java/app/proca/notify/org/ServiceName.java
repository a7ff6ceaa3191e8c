package app.proca.notify.org;

import java.util.Locale;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

import org.jspecify.annotations.Nullable;

/** The kinds of services that an org can have. {@code SYSTEM} is never stored: it stands for the instance's own. */
public enum ServiceName {
    SES, SQS, MAILJET, SMTP, WORDPRESS, STRIPE, TEST_STRIPE, TESTMAIL, PREVIEW, BREVO, WEBHOOK, SUPABASE, TESTDETAIL, SYSTEM;

    /** The text column holds the name in lower case. */
    @Converter(autoApply = true)
    public static class Column implements AttributeConverter<ServiceName, String> {

        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable ServiceName name) {
            return name == null ? null : name.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public @Nullable ServiceName convertToEntityAttribute(@Nullable String stored) {
            return stored == null ? null : ServiceName.valueOf(stored.toUpperCase(Locale.ROOT));
        }
    }
}
