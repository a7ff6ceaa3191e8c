package app.proca.notify.campaign;

import java.util.Set;

import app.proca.notify.change.UnitOfWork;

/**
 * With a page, what was done on it for testing was deleted, past Hibernate, in a transaction that may still roll back.
 *
 * @param campaignIds of those actions, and of whoever did them; not empty
 */
public record TestingRemoved(Set<Long> campaignIds, UnitOfWork unit) {

    public TestingRemoved {
        campaignIds = Set.copyOf(campaignIds);
    }
}
