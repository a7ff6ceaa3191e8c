package app.proca.notify.confirm;

import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.change.UnitOfWork;
import app.proca.notify.org.Org;
import app.proca.notify.user.User;

/**
 * The lead of a campaign let a partner in, with this page (spec/events.md, row 12).
 *
 * @param requester who asked for it
 */
public record CampaignJoined(User requester, Org partner, Campaign campaign, ActionPage page, UnitOfWork unit) {}
