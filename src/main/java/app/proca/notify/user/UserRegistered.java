package app.proca.notify.user;

import app.proca.notify.change.UnitOfWork;

/** Somebody became a user (spec/events.md, row 18). */
public record UserRegistered(User user, UnitOfWork unit) {}
