package app.proca.notify.live;

import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.message.PageUpserted;
import app.proca.notify.org.Org;
import app.proca.notify.outbox.Notification;

/**
 * A page that was created, changed or made live, with all that belongs to it, as they were at the commit. Read once for
 * all subscribers of an instance: nobody may change what is in it.
 *
 * @param cursor the news' own position: whoever has seen it resumes from there
 * @param org the page's
 * @param lead the campaign's org
 */
public record PageNews(Cursor cursor, ActionPage page, Org org, Campaign campaign, Org lead) {

    /** @throws IllegalStateException where the body is not what we wrote */
    static PageNews of(Notification notification) {
        PageUpserted then = PageUpserted.read(notification.body());
        return new PageNews(new Cursor(notification.id()), then.pageThen(), then.orgThen(), then.campaignThen(), then.leadThen());
    }
}
