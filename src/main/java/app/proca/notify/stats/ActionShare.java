package app.proca.notify.stats;

import org.jspecify.annotations.Nullable;

import app.proca.notify.action.Action;
import app.proca.notify.action.ActionStatus;
import app.proca.notify.change.Changes;

/**
 * What an action adds to the counters.
 *
 * @param counts accepted or delivered
 */
record ActionShare(boolean counts, boolean testing, @Nullable Long campaignId, String type, @Nullable Long supporterId) {

    static ActionShare now(Action action) {
        return new ActionShare(counts(action.processingStatus), action.testing, action.campaignId, action.actionType,
                action.supporterId);
    }

    /** Before the changes. */
    static ActionShare before(Action action, Changes changes) {
        return new ActionShare(
                changes.touch("processingStatus") ? counts((ActionStatus) changes.before("processingStatus"))
                        : counts(action.processingStatus),
                changes.touch("testing") ? Boolean.TRUE.equals(changes.before("testing")) : action.testing,
                changes.touch("campaignId") ? (Long) changes.before("campaignId") : action.campaignId,
                changes.before("actionType") instanceof String type ? type : action.actionType,
                changes.touch("supporterId") ? (Long) changes.before("supporterId") : action.supporterId);
    }

    private static boolean counts(@Nullable ActionStatus status) {
        return status == ActionStatus.ACCEPTED || status == ActionStatus.DELIVERED;
    }
}
