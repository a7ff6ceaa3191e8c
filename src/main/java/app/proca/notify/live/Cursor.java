package app.proca.notify.live;

import app.proca.notify.common.ClientFault;

/** A position in the log of live notifications, as subscribers keep it; everything behind it is still to be told. */
public record Cursor(long position) {

    /** @throws ClientFault where the text is none of ours */
    public static Cursor parse(String text) {
        try {
            long position = Long.parseLong(text);
            if (position >= 0) {
                return new Cursor(position);
            }
        } catch (NumberFormatException notANumber) {
            // told below
        }
        throw ClientFault.badArgument("since is not a cursor: pass the cursor of the last page that you received");
    }

    @Override
    public String toString() {
        return Long.toString(position);
    }
}
