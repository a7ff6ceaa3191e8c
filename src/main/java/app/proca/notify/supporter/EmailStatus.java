package app.proca.notify.supporter;

import java.util.Locale;

import jakarta.persistence.Converter;

import app.proca.notify.database.NumberedEnum;

/** What is known of a supporter's address; in the order of Proca's integers. */
public enum EmailStatus {
    NONE, DOUBLE_OPT_IN, BOUNCE, BLOCKED, SPAM, UNSUB, INACTIVE, ACTIVE;

    /** As messages name it: {@code double_opt_in}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The integer column. */
    @Converter(autoApply = true)
    public static class Column extends NumberedEnum<EmailStatus> {
        public Column() {
            super(EmailStatus.class);
        }
    }
}
