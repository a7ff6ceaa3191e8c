package app.proca.notify.org;

import java.util.Locale;

import jakarta.persistence.Converter;

import app.proca.notify.database.NumberedEnum;

/** Which data a supporter gives; in the order of Proca's integers. */
public enum ContactSchema {
    BASIC, POPULAR_INITIATIVE, ECI, IT_CI;

    /** As messages name it: {@code it_ci}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The integer column. */
    @Converter(autoApply = true)
    public static class Column extends NumberedEnum<ContactSchema> {
        public Column() {
            super(ContactSchema.class);
        }
    }
}
