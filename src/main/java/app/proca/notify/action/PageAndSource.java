package app.proca.notify.action;

import java.time.LocalDateTime;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault;

/**
 * The page that somebody acts on, and the source that they came from.
 *
 * @param sourceId null where there is no such source yet
 */
record PageAndSource(PageFacts page, @Nullable Long sourceId) {

    /**
     * The action as it will be stored, of nobody's yet.
     *
     * @throws ClientFault with one problem per field that is wrong
     */
    Action action(NewAction given, LocalDateTime now) {
        Action action = ActionRules.checked(given);
        if (given.message() != null && !page.mailsTargets()) {
            throw ClientFault.invalid("mtt", "Campaign does not support MTT");
        }
        action.actionPageId = page.pageId();
        action.campaignId = page.campaignId();
        action.sourceId = sourceId;
        action.insertedAt = now;
        action.updatedAt = now;
        return action;
    }
}
