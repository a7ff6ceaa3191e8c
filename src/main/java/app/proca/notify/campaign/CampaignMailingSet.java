package app.proca.notify.campaign;

import app.proca.notify.change.UnitOfWork;

/** An update said how the campaign's supporters write to its targets, whether or not that changed anything. */
public record CampaignMailingSet(Campaign campaign, UnitOfWork unit) {}
