package app.proca.notify.outbox;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import app.proca.notify.outbox.Lane.Next;
import app.proca.notify.outbox.Settlement.Attempt;

/**
 * The batches that one transaction relays. While all of them are messages for the broker, and all are taken, the next one leaves
 * before the last one is confirmed and settled, so that broker and database both always have something to do. The first message
 * that is not taken ends that: nothing more leaves, what is on its way is waited for, and settled together in its order.
 *
 * <p>For one thread: the transaction's.
 */
final class Pipeline {

    /** Most batches that are on their way. */
    static final int AT_ONCE = 2;

    /**
     * What is to be delivered.
     *
     * @param another true where one more may be claimed already
     */
    record Batch(int number, List<Notification> tried, boolean another) {

        Batch {
            tried = List.copyOf(tried);
        }
    }

    private final int size;
    private final int most;
    private final Map<Integer, List<Attempt>> unsettled = new TreeMap<>();
    private int begun;
    private int settled;
    private int onTheirWay;
    private long behind;
    private boolean taken = true;
    private boolean moreIsDue;
    private boolean withheld;
    private boolean away;
    private boolean addressAway;

    /**
     * @param size of a batch
     * @param most batches
     */
    Pipeline(int size, int most) {
        this.size = size;
        this.most = most;
    }

    /** The id that the next batch is behind. */
    long behind() {
        return behind;
    }

    /**
     * The next batch; an empty one where nothing may leave any more.
     *
     * @param due what was read
     * @param probes those of it that are to be tried
     */
    Batch begin(List<Notification> due, List<Notification> probes) {
        List<Notification> tried = begun == 0 ? probes : taken ? messagesBeforeAnythingElse(probes) : List.of();
        boolean whole = tried.size() == due.size();
        boolean full = due.size() == size;
        moreIsDue = full || begun > 0 && !whole;
        withheld = begun == 0 && !whole;
        if (tried.isEmpty()) {
            return new Batch(begun, tried, false);
        }
        begun++;
        onTheirWay++;
        behind = tried.get(tried.size() - 1).id();
        return new Batch(begun, tried,
                taken && full && whole && begun < most && messagesBeforeAnythingElse(tried).size() == tried.size());
    }

    /** What can be settled now that this came of a batch; together with what came of others, or later. */
    List<Attempt> told(Batch batch, List<Attempt> attempts) {
        onTheirWay--;
        taken &= attempts.stream().allMatch(Pipeline::isTaken);
        unsettled.put(batch.number(), attempts);
        List<Attempt> now = new ArrayList<>();
        for (Iterator<Map.Entry<Integer, List<Attempt>>> next = unsettled.entrySet().iterator(); next.hasNext();) {
            Map.Entry<Integer, List<Attempt>> told = next.next();
            if (taken ? told.getKey() != settled + 1 : onTheirWay > 0) {
                break;
            }
            settled = told.getKey();
            now.addAll(told.getValue());
            next.remove();
        }
        return now;
    }

    /** Remembers whom nothing reaches. */
    void settled(Settlement settlement) {
        away |= settlement.isChannelUnavailable();
        addressAway |= !settlement.unavailable().isEmpty();
    }

    /** What follows the transaction, once all is settled. */
    Next next() {
        return !away && (moreIsDue || withheld && !addressAway) ? Next.AGAIN : Next.DONE;
    }

    private static boolean isTaken(Attempt attempt) {
        return attempt.outcome() instanceof Outcome.Delivered || attempt.outcome() instanceof Outcome.Unrouted;
    }

    /** Queues stand before anything behind them is published. */
    private static List<Notification> messagesBeforeAnythingElse(List<Notification> due) {
        return due.stream().takeWhile(notification -> notification.channel() == Channel.BROKER).toList();
    }
}
