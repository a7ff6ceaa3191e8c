package app.proca.notify.ops.desk;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault;
import app.proca.notify.outbox.Movement;

/**
 * A notification's name: {@code outbox-1}, or {@code parked-1} for what a worker gave up.
 *
 * @param number its id in its table
 */
record NotificationId(boolean parked, long number) {

    /** @throws ClientFault where the text is none of ours */
    static NotificationId parse(@Nullable String text) {
        try {
            if (text != null && text.startsWith(Movement.OUTBOX)) {
                return new NotificationId(false, Long.parseLong(text.substring(Movement.OUTBOX.length())));
            }
            if (text != null && text.startsWith(Movement.PARKED)) {
                return new NotificationId(true, Long.parseLong(text.substring(Movement.PARKED.length())));
            }
        } catch (NumberFormatException notOurs) {
            // told below
        }
        throw ClientFault.badArgument("'" + text + "' is not the id of a notification, like outbox-1 or parked-1");
    }

    @Override
    public String toString() {
        return (parked ? Movement.PARKED : Movement.OUTBOX) + number;
    }
}
