package app.proca.notify.confirm;

import java.util.Locale;

import jakarta.persistence.Converter;

import app.proca.notify.database.NumberedEnum;

/** What a Confirm asks for; in the order of Proca's integers. */
public enum ConfirmOperation {
    CONFIRM_ACTION, JOIN_CAMPAIGN, ADD_PARTNER, LAUNCH_PAGE, ADD_STAFFER;

    /** As messages name it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The integer column. */
    @Converter(autoApply = true)
    public static class Column extends NumberedEnum<ConfirmOperation> {
        public Column() {
            super(ConfirmOperation.class);
        }
    }
}
