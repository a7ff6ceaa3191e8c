package app.proca.notify.supporter;

import jakarta.persistence.Converter;

import app.proca.notify.database.NumberedEnum;

/** How far a supporter, or an action, was processed; in the order of Proca's integers. */
public enum ProcessingStatus {
    NEW, CONFIRMING, REJECTED, ACCEPTED, DELIVERED;

    /** The integer column. */
    @Converter(autoApply = true)
    public static class Column extends NumberedEnum<ProcessingStatus> {
        public Column() {
            super(ProcessingStatus.class);
        }
    }
}
