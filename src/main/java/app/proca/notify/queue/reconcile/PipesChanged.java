package app.proca.notify.queue.reconcile;

import app.proca.notify.change.UnitOfWork;

/** An operator stopped, started or restarted the workers of an org, or paused or resumed one of them. */
public record PipesChanged(long orgId, UnitOfWork unit) {}
