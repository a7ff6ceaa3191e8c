package app.proca.notify.user;

import app.proca.notify.change.UnitOfWork;
import app.proca.notify.org.Org;

/** A user created an org through {@code addOrg} and owns it (spec/events.md, row 2). */
public record OrgFounded(Org org, User founder, UnitOfWork unit) {}
