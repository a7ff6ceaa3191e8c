package app.proca.notify.ops.desk;

import app.proca.notify.common.ClientFault;

/**
 * How far a reader of the desk is, in each of the two tables: what is before is older.
 *
 * @param outbox the id of the last one read of the outbox
 * @param parked the id of the last one read of what workers gave up
 */
record Position(long outbox, long parked) {

    /** Before the newest ones. */
    static final Position START = new Position(Long.MAX_VALUE, Long.MAX_VALUE);

    /** @throws ClientFault where the text is none of ours */
    static Position parse(String cursor) {
        String[] parts = cursor.split("-", -1);
        try {
            if (parts.length == 2) {
                return new Position(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
            }
        } catch (NumberFormatException notOurs) {
            // told below
        }
        throw ClientFault.badArgument("after is not a cursor: pass the cursor of the last notification that you read");
    }

    /** Behind this one. */
    Position after(DeskNotification read) {
        return read.isParkedByWorker() ? new Position(outbox, read.number()) : new Position(read.number(), parked);
    }

    @Override
    public String toString() {
        return outbox + "-" + parked;
    }
}
