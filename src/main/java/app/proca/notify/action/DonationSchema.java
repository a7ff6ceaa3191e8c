package app.proca.notify.action;

import jakarta.persistence.Converter;

import app.proca.notify.database.NumberedEnum;

/** What a donation's payload is; in the order of Proca's integers. */
public enum DonationSchema {
    STRIPE_PAYMENT_INTENT;

    /** The integer column. */
    @Converter(autoApply = true)
    public static class Column extends NumberedEnum<DonationSchema> {
        public Column() {
            super(DonationSchema.class);
        }
    }
}
