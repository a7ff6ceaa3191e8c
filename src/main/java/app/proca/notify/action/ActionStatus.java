package app.proca.notify.action;

import jakarta.persistence.Converter;

import app.proca.notify.database.NumberedEnum;

/** How far an action was processed; in the order of Proca's integers. */
public enum ActionStatus {
    NEW, CONFIRMING, REJECTED, ACCEPTED, DELIVERED, REPEAT;

    /** The integer column. */
    @Converter(autoApply = true)
    public static class Column extends NumberedEnum<ActionStatus> {
        public Column() {
            super(ActionStatus.class);
        }
    }
}
